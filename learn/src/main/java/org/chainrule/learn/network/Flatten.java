package org.chainrule.learn.network;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/** Every example as a vector, in row-major order. */
public record Flatten() implements Layer {
  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    Shape shape = batch.shape();
    return batch.reshape(shape.size(0), shape.range(1, shape.rank()).elements());
  }

  @Override
  public boolean passesOn() {
    return true;
  }
}
