package org.chainrule.learn.network;

import org.chainrule.graph.Expr;

/**
 * Every number times a fixed factor, such as 1/255 for grey levels.
 *
 * @param factor the factor
 */
public record Rescale(double factor) implements Layer {
  public Rescale {
    if (!Double.isFinite(factor)) {
      throw new IllegalArgumentException("rescale: the factor " + factor + " is not finite");
    }
  }

  @Override
  public String kind() {
    return "rescale";
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    return batch.times(factor);
  }

  @Override
  public boolean stepwise() {
    return true;
  }
}
