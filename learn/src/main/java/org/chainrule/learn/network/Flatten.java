package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/** Every example as a vector, in row-major order. */
public record Flatten() implements Layer {
  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public Shape output(Shape input) {
    return Shape.of(input.elements());
  }

  @Override
  public List<Parameter> parameters(Shape input) {
    return List.of();
  }

  @Override
  public Expr apply(Expr batch, List<Expr> parameters) {
    Shape shape = batch.shape();
    return batch.reshape(shape.size(0), shape.range(1, shape.rank()).elements());
  }
}
