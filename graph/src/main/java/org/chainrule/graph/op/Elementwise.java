package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;
import org.chainrule.graph.Op;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tangents;

/** A function of numbers applied place by place to inputs of one shape. */
public sealed interface Elementwise extends Op permits Unary, Binary, Select {
  /** The number of inputs. */
  int arity();

  /** The function of one number from each input. */
  <T> T value(Arithmetic<T> arithmetic, List<T> inputs);

  /** ∂node/∂input as a graph of the node's shape; empty where it is zero. */
  Optional<Expr> partial(Expr node, int input);

  @Override
  default Shape shape(List<Shape> inputs) {
    Inputs.require(arity(), this, inputs);
    if (inputs.stream().distinct().count() > 1) {
      throw new ShapeException(name() + ": shapes " + inputs + " must be equal");
    }
    return inputs.getFirst();
  }

  @Override
  default void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    for (int i = 0; i < arity(); i++) {
      int input = i;
      partial(node, i).ifPresent(p -> adjoints.add(input, adjoint.times(p)));
    }
  }

  @Override
  default Optional<Expr> pushforward(Expr node, Tangents tangents) {
    return IntStream.range(0, arity())
        .boxed()
        .flatMap(i -> tangents.of(i).flatMap(t -> partial(node, i).map(p -> p.times(t))).stream())
        .reduce(Expr::plus);
  }

  @Override
  default Expr batch(Expr node, Lanes inputs) {
    return Expr.of(this, IntStream.range(0, arity()).mapToObj(inputs::spread).toList());
  }
}
