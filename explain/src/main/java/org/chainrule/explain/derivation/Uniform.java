package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Slice;

/** Nodes that are one number in every place. */
final class Uniform {
  private Uniform() {}

  /** The number that stands in every place, if it is known. */
  static OptionalDouble value(Expr node) {
    return switch (node.op()) {
      case Constant c when c.shape().rank() == 0 -> OptionalDouble.of(c.value().item());
      case Broadcast _, Reshape _ -> value(node.input(0));
      default -> OptionalDouble.empty();
    };
  }

  /** Whether a node is π or e in every place, which is written by its name. */
  static boolean isNamed(Expr node) {
    double number = value(node).orElse(0);
    return number == Math.PI || number == Math.E;
  }

  private static boolean isElement(Expr node) {
    return node.op() instanceof Slice && node.shape().elements() == 1;
  }

  /** The single number that stands in every place, as a node. */
  static Optional<Expr> number(Expr node) {
    if (node.shape().rank() == 0) {
      return Optional.of(node);
    }
    return switch (node.op()) {
      case Broadcast _ when isElement(node.input(0)) ->
          Optional.of(node.input(0).reshape(Shape.SCALAR));
      case Broadcast _, Reshape _ -> number(node.input(0));
      case Elementwise _ -> {
        List<Expr> numbers = node.inputs().stream().flatMap(i -> number(i).stream()).toList();
        yield numbers.size() == node.inputs().size()
            ? Optional.of(Expr.of(node.op(), numbers))
            : Optional.empty();
      }
      default -> Optional.empty();
    };
  }
}
