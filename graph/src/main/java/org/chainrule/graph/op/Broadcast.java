package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * Repetition along missing leading axes and along axes of size 1, by {@linkplain Shape#broadcast
 * NumPy's rule}. The derivative sums over the copies.
 */
public record Broadcast(Shape target) implements Move {
  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    if (!Shape.broadcast("broadcast", input, target).equals(target)) {
      throw new ShapeException("broadcast: shape %s does not grow to %s", input, target);
    }
    return target;
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    Shape input = inputs.getFirst();
    int[] from = new int[input.rank()];
    int offset = target.rank() - input.rank();
    for (int axis = 0; axis < from.length; axis++) {
      from[axis] = input.size(axis) == 1 ? 0 : index[axis + offset];
    }
    return new Source(0, input.position(from));
  }

  @Override
  public Move batched(int size) {
    return new Broadcast(target.prepend(size));
  }

  @Override
  public Expr batch(Expr node, Lanes inputs) {
    Shape input = node.input(0).shape();
    Shape aligned = input;
    while (aligned.rank() < target.rank()) {
      aligned = aligned.prepend(1);
    }
    return Expr.of(
        batched(inputs.size()), inputs.spread(0).reshape(aligned.prepend(inputs.size())));
  }

  /** The axes of the result along which elements repeat. */
  public List<Integer> repeated(Shape input) {
    List<Integer> axes = new ArrayList<>();
    int offset = target.rank() - input.rank();
    for (int axis = 0; axis < target.rank(); axis++) {
      if (axis < offset || input.size(axis - offset) != target.size(axis)) {
        axes.add(axis);
      }
    }
    return axes;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    Shape input = node.input(0).shape();
    adjoints.add(0, Expr.of(new Sum(repeated(input)), adjoint).reshape(input));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return operands.getFirst();
  }
}
