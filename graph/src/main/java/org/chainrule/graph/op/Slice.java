package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * A box of elements: along every axis the positions from, from + step, … below to.
 *
 * @param from the first position of every axis
 * @param to the position of every axis that ends the part, itself not in it
 * @param steps the distance between positions of every axis, at least 1
 */
public record Slice(List<Integer> from, List<Integer> to, List<Integer> steps) implements Move {
  public Slice {
    from = List.copyOf(from);
    to = List.copyOf(to);
    steps = List.copyOf(steps);
  }

  /** A part of one axis of a shape, everything of the others. */
  public static Slice of(Shape input, int axis, int from, int to) {
    int resolved = input.axis("slice", axis);
    List<Integer> first = new ArrayList<>(Collections.nCopies(input.rank(), 0));
    List<Integer> last = new ArrayList<>(input.sizes());
    first.set(resolved, from);
    last.set(resolved, to);
    return new Slice(first, last, Collections.nCopies(input.rank(), 1));
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    int rank = input.rank();
    boolean fits = from.size() == rank && to.size() == rank && steps.size() == rank;
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; fits && axis < rank; axis++) {
      int low = from.get(axis);
      int high = to.get(axis);
      int step = steps.get(axis);
      fits = 0 <= low && low <= high && high <= input.size(axis) && step >= 1;
      sizes.add(fits ? Math.ceilDiv(high - low, step) : 0);
    }
    if (!fits) {
      throw new ShapeException(
          "slice: from %s to %s by %s does not fit shape %s", from, to, steps, input);
    }
    return new Shape(sizes);
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    int[] at = new int[index.length];
    for (int axis = 0; axis < at.length; axis++) {
      at[axis] = from.get(axis) + index[axis] * steps.get(axis);
    }
    return new Source(0, inputs.getFirst().position(at));
  }

  @Override
  public String settings() {
    return from + ":" + to + (steps.stream().allMatch(step -> step == 1) ? "" : ":" + steps);
  }

  @Override
  public Move batched(int size) {
    return new Slice(prepend(0, from), prepend(size, to), prepend(1, steps));
  }

  static List<Integer> prepend(int first, List<Integer> rest) {
    List<Integer> result = new ArrayList<>(List.of(first));
    result.addAll(rest);
    return result;
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    Shape input = node.input(0).shape();
    List<Integer> interior = steps.stream().map(step -> step - 1).toList();
    List<Integer> high =
        IntStream.range(0, input.rank())
            .mapToObj(axis -> input.size(axis) - from.get(axis) - covered(node.shape(), axis))
            .toList();
    adjoints.add(0, Expr.of(new Pad(from, high, interior, 0), adjoint));
  }

  /** How far the part reaches along an axis, from its first element to its last. */
  private int covered(Shape part, int axis) {
    return part.size(axis) == 0 ? 0 : (part.size(axis) - 1) * steps.get(axis) + 1;
  }
}
