package org.chainrule.learn.network;

import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.select;

import org.chainrule.graph.Expr;

/**
 * In training, every number becomes 0 with probability p, and the others are divided by 1 − p, so
 * that the mean stays; otherwise nothing happens (Srivastava et al. 2014).
 *
 * <p>A number is kept where u &lt; 1 − p. The u are an input of the graph, {@link Pass#noise},
 * which training fills for every batch from a counter-based stream of the layer's own: they depend
 * on seed, layer, epoch and the example's place in it alone.
 *
 * @param rate p
 */
public record Dropout(double rate) implements Layer {
  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException if it is not from 0 to below 1
   */
  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "dropout: the rate " + rate + " is not at least 0 and less than 1");
    }
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    if (!pass.training() || rate == 0) {
      return batch;
    }
    Expr kept = less(pass.noise(batch.shape()), Expr.filled(batch.shape(), 1 - rate));
    return select(kept, batch.times(1 / (1 - rate)), Expr.filled(batch.shape(), 0));
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
