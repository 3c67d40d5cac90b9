package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Add;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Negate;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Subtract;

/**
 * Recognises small vectors and matrices that are put together element by element, as derivatives by
 * x₁, x₂ are.
 */
final class Elements {
  private static final int MOST = 8;
  private static final Expr ZERO = Expr.constant(0);

  private Elements() {}

  /** A vector, as a column, or a matrix that is a sum of single elements in their places. */
  static Optional<Entries> of(Expr node) {
    int rank = node.shape().rank();
    if (rank == 0 || rank > 2 || node.shape().sizes().stream().anyMatch(size -> size > MOST)) {
      return Optional.empty();
    }
    int width = rank == 1 ? 1 : node.shape().size(1);
    return elements(node)
        .map(
            all ->
                new Entries(
                    IntStream.range(0, node.shape().size(0))
                        .mapToObj(row -> all.subList(row * width, (row + 1) * width))
                        .toList()));
  }

  private static Optional<List<Expr>> elements(Expr node) {
    return switch (node.op()) {
      case Pad pad when node.input(0).shape().elements() == 1 && pad.fill() == 0 -> {
        List<Expr> all = new ArrayList<>(Collections.nCopies(node.shape().elements(), ZERO));
        all.set(
            node.shape().position(pad.low().stream().mapToInt(i -> i).toArray()),
            number(node.input(0)));
        yield Optional.of(all);
      }
      case Negate _ -> elements(node.input(0)).map(a -> a.stream().map(Elements::minus).toList());
      case Add _ -> both(node, false);
      case Subtract _ -> both(node, true);
      default -> Optional.empty();
    };
  }

  /** The number that a tensor of one element is. */
  static Expr number(Expr node) {
    return node.shape().rank() == 0
        ? node
        : switch (node.op()) {
          case Elementwise op -> Expr.of(op, node.inputs().stream().map(Elements::number).toList());
          case Broadcast _, Reshape _ -> number(node.input(0));
          default -> node.reshape(Shape.SCALAR);
        };
  }

  private static Optional<List<Expr>> both(Expr node, boolean minus) {
    Optional<List<Expr>> left = elements(node.input(0));
    Optional<List<Expr>> right = elements(node.input(1));
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    List<Expr> sum = new ArrayList<>();
    for (int i = 0; i < node.shape().elements(); i++) {
      Expr a = left.get().get(i);
      Expr b = right.get().get(i);
      sum.add(b == ZERO ? a : a == ZERO ? minus ? minus(b) : b : minus ? a.minus(b) : a.plus(b));
    }
    return Optional.of(sum);
  }

  private static Expr minus(Expr a) {
    return a == ZERO ? a : a.negate();
  }
}
