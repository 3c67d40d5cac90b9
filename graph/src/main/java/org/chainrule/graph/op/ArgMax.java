package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/**
 * The position of the largest along one axis, the first where several are; a NaN counts as largest.
 * Its derivative is 0.
 */
public record ArgMax(int axis) implements Reduce {
  @Override
  public List<Integer> axes() {
    return List.of(axis);
  }

  @Override
  public Reduce over(List<Integer> axes) {
    return new ArgMax(axes.getFirst());
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape result = Reduce.super.shape(inputs);
    if (inputs.getFirst().size(axis) == 0) {
      throw new ShapeException("argMax: axis %d of shape %s is empty", axis, inputs.getFirst());
    }
    return result;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {}

  @Override
  public Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return Optional.empty();
  }
}
