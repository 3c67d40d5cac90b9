package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * The axes in another order.
 *
 * @param order axis i of the result is axis {@code order[i]} of the input
 */
public record Transpose(List<Integer> order) implements Move {
  public Transpose {
    order = List.copyOf(order);
    if (!order.stream()
        .sorted()
        .toList()
        .equals(IntStream.range(0, order.size()).boxed().toList())) {
      throw new ShapeException("transpose: " + order + " is not an order of axes 0, 1, …");
    }
  }

  /** The axes in this order. */
  public static Transpose of(int... order) {
    return new Transpose(Arrays.stream(order).boxed().toList());
  }

  /** All axes reversed. */
  public static Transpose reversing(int rank) {
    return new Transpose(IntStream.range(0, rank).map(i -> rank - 1 - i).boxed().toList());
  }

  /** The order that undoes this one. */
  public Transpose inverse() {
    return new Transpose(IntStream.range(0, order.size()).map(order::indexOf).boxed().toList());
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    if (input.rank() != order.size()) {
      throw new ShapeException(
          "transpose: order %s does not fit shape %s of rank %d", order, input, input.rank());
    }
    return new Shape(order.stream().map(input::size).toList());
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    int[] from = new int[index.length];
    for (int i = 0; i < index.length; i++) {
      from[order.get(i)] = index[i];
    }
    return new Source(0, inputs.getFirst().position(from));
  }

  @Override
  public String settings() {
    return order.toString();
  }

  @Override
  public Move batched(int size) {
    List<Integer> shifted = new ArrayList<>(List.of(0));
    order.forEach(axis -> shifted.add(axis + 1));
    return new Transpose(shifted);
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    adjoints.add(0, Expr.of(inverse(), adjoint));
  }

  @Override
  public <F> F notation(Notation<F> notation, List<F> operands) {
    return order.equals(List.of(1, 0))
        ? notation.transposed(operands.getFirst())
        : Move.super.notation(notation, operands);
  }
}
