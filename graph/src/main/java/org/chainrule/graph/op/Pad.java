package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chainrule.graph.Adjoints;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;

/**
 * The input surrounded, and its elements spread apart, by a fixed number.
 *
 * @param low how many are put before, along every axis
 * @param high how many are put after, along every axis
 * @param interior how many are put between neighbours, along every axis
 * @param fill the number
 */
public record Pad(List<Integer> low, List<Integer> high, List<Integer> interior, double fill)
    implements Move {
  public Pad {
    low = List.copyOf(low);
    high = List.copyOf(high);
    interior = List.copyOf(interior);
  }

  /** The same number before and after along every axis, none between. */
  public static Pad around(List<Integer> both, double fill) {
    return new Pad(both, both, Collections.nCopies(both.size(), 0), fill);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape input = Inputs.only(this, inputs);
    int rank = input.rank();
    boolean fits = low.size() == rank && high.size() == rank && interior.size() == rank;
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; fits && axis < rank; axis++) {
      fits = low.get(axis) >= 0 && high.get(axis) >= 0 && interior.get(axis) >= 0;
      sizes.add(low.get(axis) + spread(input.size(axis), axis) + high.get(axis));
    }
    if (!fits) {
      throw new ShapeException(
          "pad: low %s, high %s and interior %s do not fit shape %s", low, high, interior, input);
    }
    return new Shape(sizes);
  }

  private int spread(int size, int axis) {
    return size == 0 ? 0 : size + (size - 1) * interior.get(axis);
  }

  @Override
  public Source source(int[] index, List<Shape> inputs) {
    Shape input = inputs.getFirst();
    int[] from = new int[index.length];
    for (int axis = 0; axis < from.length; axis++) {
      int offset = index[axis] - low.get(axis);
      int stride = interior.get(axis) + 1;
      if (offset < 0 || offset % stride != 0 || offset / stride >= input.size(axis)) {
        return Source.NONE;
      }
      from[axis] = offset / stride;
    }
    return new Source(0, input.position(from));
  }

  @Override
  public String settings() {
    return low + "" + high + interior;
  }

  @Override
  public Move batched(int size) {
    return new Pad(Slice.prepend(0, low), Slice.prepend(0, high), Slice.prepend(0, interior), fill);
  }

  @Override
  public Move linear() {
    return new Pad(low, high, interior, 0);
  }

  @Override
  public void pullback(Expr node, Expr adjoint, Adjoints adjoints) {
    Shape input = node.input(0).shape();
    List<Integer> to = new ArrayList<>();
    List<Integer> steps = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      to.add(low.get(axis) + spread(input.size(axis), axis));
      steps.add(interior.get(axis) + 1);
    }
    adjoints.add(0, Expr.of(new Slice(low, to, steps), adjoint));
  }
}
