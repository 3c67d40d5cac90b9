package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Slice;
import org.chainrule.graph.op.Transpose;

/** Moves of elements, built in their simplest form. */
final class Moves {
  private Moves() {}

  /** The number that a node has in every place, if it is known to be one. */
  static OptionalDouble uniform(Expr node) {
    Expr source = node.op() instanceof Broadcast ? node.input(0) : node;
    return source.op() instanceof Constant c && c.shape().rank() == 0
        ? OptionalDouble.of(c.value().item())
        : OptionalDouble.empty();
  }

  static boolean isUniform(Expr node, double number) {
    OptionalDouble value = uniform(node);
    return value.isPresent() && value.getAsDouble() == number;
  }

  /** 0, 1, … below a count. */
  static List<Integer> upTo(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  /** The shape with axes of size 1 put before it, of this rank. */
  static Shape aligned(Shape shape, int rank) {
    Shape result = shape;
    while (result.rank() < rank) {
      result = result.prepend(1);
    }
    return result;
  }

  /** The axes reordered, without a transposition where a simpler node does it. */
  static Expr transposed(Expr x, List<Integer> order) {
    if (order.equals(upTo(order.size()))) {
      return x;
    }
    Shape shape = x.shape();
    Shape target = new Shape(order.stream().map(shape::size).toList());
    List<Integer> moved = order.stream().filter(axis -> shape.size(axis) != 1).toList();
    if (shape.elements() == 0 || moved.equals(moved.stream().sorted().toList())) {
      return x.reshape(target);
    }
    return switch (x.op()) {
      case Transpose inner ->
          transposed(x.input(0), order.stream().map(inner.order()::get).toList());
      case Broadcast _ ->
          transposed(x.input(0).reshape(aligned(x.input(0).shape(), shape.rank())), order)
              .broadcast(target);
      default -> Expr.of(new Transpose(order), x);
    };
  }

  /** Equally spaced positions of every axis. */
  static Expr part(Expr x, List<Integer> from, List<Integer> sizes, List<Integer> steps) {
    List<Integer> first = new ArrayList<>(from);
    List<Integer> to = new ArrayList<>();
    List<Integer> distance = new ArrayList<>(steps);
    for (int axis = 0; axis < sizes.size(); axis++) {
      int size = sizes.get(axis);
      if (size == 0) {
        first.set(axis, 0);
      }
      if (size <= 1) {
        distance.set(axis, 1);
      }
      to.add(size == 0 ? 0 : first.get(axis) + (size - 1) * distance.get(axis) + 1);
    }
    return x.shape().sizes().equals(sizes) ? x : Expr.of(new Slice(first, to, distance), x);
  }

  /** The first elements of every axis, so many that the shape is this. */
  static Expr leading(Expr x, Shape shape) {
    int rank = shape.rank();
    return part(x, Collections.nCopies(rank, 0), shape.sizes(), Collections.nCopies(rank, 1));
  }
}
