package org.chainrule.graph.op;

import java.util.HashSet;
import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/** Many numbers to one, along axes that disappear. */
public sealed interface Reduce extends Op permits Sum, Max, LogSumExp, ArgMax {
  /** The axes that disappear, in rising order. */
  List<Integer> axes();

  /** The same reduction over other axes. */
  Reduce over(List<Integer> axes);

  @Override
  default Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    for (int axis : axes()) {
      if (axis < 0 || axis >= input.rank()) {
        throw new ShapeException("%s: shape %s has no axis %d", name(), input, axis);
      }
    }
    if (new HashSet<>(axes()).size() != axes().size()) {
      throw new ShapeException(name() + ": axes " + axes() + " name an axis twice");
    }
    return input.without(axes());
  }

  /** A value of the result's shape, repeated along the axes that disappeared. */
  default Expr spread(Expr value, Shape input) {
    return value.reshape(input.keeping(axes())).broadcast(input);
  }

  @Override
  default Expr batch(Expr node, Lanes inputs) {
    return Expr.of(over(axes().stream().map(axis -> axis + 1).toList()), inputs.spread(0));
  }

  @Override
  default <F> F notation(Notation<F> notation, List<F> operands) {
    return notation.call(name() + axes(), operands);
  }
}
