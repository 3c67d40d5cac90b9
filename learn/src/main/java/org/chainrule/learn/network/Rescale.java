package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

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
  public Shape output(Shape input) {
    return input;
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of();
  }

  @Override
  public Expr apply(Expr batch, List<Expr> parameters) {
    return batch.times(factor);
  }
}
