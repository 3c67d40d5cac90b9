package org.chainrule.learn.network;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * Every example in another shape of as many numbers, in row-major order.
 *
 * @param sizes the new shape
 */
public record Reshape(List<Integer> sizes) implements Layer {
  /**
   * Checks that the sizes are those of a shape.
   *
   * @throws ShapeException if one is negative
   */
  public Reshape {
    sizes = new Shape(sizes).sizes();
  }

  /** To the shape with these sizes. */
  public static Reshape to(int... sizes) {
    return new Reshape(Shape.of(sizes).sizes());
  }

  @Override
  public String kind() {
    return "reshape";
  }

  @Override
  public Expr apply(Expr batch, Pass pass) {
    return batch.reshape(new Shape(sizes).prepend(batch.shape().size(0)));
  }

  @Override
  public boolean passesOn() {
    return true;
  }
}
