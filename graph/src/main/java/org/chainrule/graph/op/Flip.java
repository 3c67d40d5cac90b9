package org.chainrule.graph.op;

import java.util.List;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/** The elements in reverse order along axes. */
public record Flip(List<Integer> axes) implements Move {
  public Flip {
    axes = List.copyOf(axes);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    for (int axis : axes) {
      if (axis < 0 || axis >= input.rank()) {
        throw new ShapeException("flip: shape %s has no axis %d", input, axis);
      }
    }
    return input;
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    int[] from = index.clone();
    for (int axis : axes) {
      from[axis] = inputs.getFirst().size(axis) - 1 - index[axis];
    }
    return new Source(0, inputs.getFirst().position(from));
  }

  @Override
  public String settings() {
    return axes.toString();
  }

  @Override
  public Move batched(int size) {
    return new Flip(axes.stream().map(axis -> axis + 1).toList());
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, Expr.of(this, adjoint));
  }
}
