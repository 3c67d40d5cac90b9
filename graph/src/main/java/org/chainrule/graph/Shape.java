package org.chainrule.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sizes of a tensor along its axes; elements lie in row-major order (last axis fastest).
 *
 * <p>A scalar has no axes; a size of 0 makes an empty tensor. Shapes of more than 2³¹ − 1 elements
 * are refused.
 *
 * @param sizes the size of every axis, outermost first
 */
public record Shape(List<Integer> sizes) {

  /** The shape of a single number. */
  public static final Shape SCALAR = new Shape(List.of());

  public Shape {
    sizes = List.copyOf(sizes);
    long elements = 1;
    for (int size : sizes) {
      if (size < 0) {
        throw new ShapeException("shape " + sizes + " has a negative size");
      }
      elements = Math.min(elements * size, Integer.MAX_VALUE + 1L);
    }
    if (elements > Integer.MAX_VALUE && !sizes.contains(0)) {
      throw new ShapeException("shape " + sizes + " has more than 2^31 - 1 elements");
    }
  }

  /** The shape with these sizes. */
  public static Shape of(int... sizes) {
    return new Shape(Arrays.stream(sizes).boxed().toList());
  }

  /** The number of axes. */
  public int rank() {
    return sizes.size();
  }

  /** The number of elements: the product of the sizes, 1 for a scalar. */
  public int elements() {
    int product = 1;
    for (int size : sizes) {
      product *= size;
    }
    return product;
  }

  /** The size of one axis; a negative axis counts from the end. */
  public int size(int axis) {
    return sizes.get(axis(axis));
  }

  /** The axis with negative numbers counted from the end, checked. */
  public int axis(int axis) {
    return axis("shape", axis);
  }

  /**
   * The axis with negative numbers counted from the end.
   *
   * @throws ShapeException if there is none; {@code op} names the culprit
   */
  public int axis(String op, int axis) {
    int resolved = axis < 0 ? axis + rank() : axis;
    if (resolved < 0 || resolved >= rank()) {
      throw new ShapeException("%s: axis %d does not exist in shape %s", op, axis, this);
    }
    return resolved;
  }

  /**
   * These axes resolved as {@link #axis(String, int)}, in rising order; none given means all.
   *
   * @throws ShapeException if an axis does not exist or stands twice; {@code op} names the culprit
   */
  public List<Integer> axes(String op, int... axes) {
    if (axes.length == 0) {
      return IntStream.range(0, rank()).boxed().toList();
    }
    List<Integer> resolved =
        Arrays.stream(axes).map(axis -> axis(op, axis)).sorted().boxed().toList();
    if (resolved.stream().distinct().count() != resolved.size()) {
      throw new ShapeException(
          "%s: axes %s of shape %s name an axis twice", op, Arrays.toString(axes), this);
    }
    return resolved;
  }

  /** The shape with a leading axis of this size. */
  public Shape prepend(int size) {
    List<Integer> result = new ArrayList<>(List.of(size));
    result.addAll(sizes);
    return new Shape(result);
  }

  /** The axes of this shape followed by those of another. */
  public Shape concat(Shape other) {
    List<Integer> result = new ArrayList<>(sizes);
    result.addAll(other.sizes);
    return new Shape(result);
  }

  /** The axes {@code from} (inclusive) to {@code to} (exclusive). */
  public Shape range(int from, int to) {
    return new Shape(sizes.subList(from, to));
  }

  /** The shape with one axis resized. */
  public Shape with(int axis, int size) {
    List<Integer> result = new ArrayList<>(sizes);
    result.set(axis(axis), size);
    return new Shape(result);
  }

  /** The shape without these (resolved) axes. */
  public Shape without(Collection<Integer> axes) {
    return select(i -> !axes.contains(i));
  }

  /** The shape with these (resolved) axes reduced to size 1. */
  public Shape keeping(Collection<Integer> axes) {
    List<Integer> result = new ArrayList<>(sizes);
    axes.forEach(axis -> result.set(axis, 1));
    return new Shape(result);
  }

  private Shape select(java.util.function.IntPredicate keep) {
    return new Shape(IntStream.range(0, rank()).filter(keep).mapToObj(sizes::get).toList());
  }

  /** The row-major position of the element with this index. */
  public int position(int... index) {
    int position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position = position * sizes.get(axis) + index[axis];
    }
    return position;
  }

  /** The index of the element at this row-major position. */
  public int[] index(int position) {
    int[] index = new int[rank()];
    int rest = position;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % sizes.get(axis);
      rest /= sizes.get(axis);
    }
    return index;
  }

  /** The element distance between neighbours along every axis. */
  public int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes.get(axis);
    }
    return strides;
  }

  /**
   * The common shape of two operands: aligned at the last axis, an axis of size 1 stretches to the
   * other's size, missing leading axes count as 1 (NumPy's rule).
   *
   * @throws ShapeException if two sizes differ and neither is 1; {@code op} names the culprit
   */
  public static Shape broadcast(String op, Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    Integer[] result = new Integer[rank];
    for (int i = 1; i <= rank; i++) {
      int p = i <= a.rank() ? a.size(-i) : 1;
      int q = i <= b.rank() ? b.size(-i) : 1;
      if (p != q && p != 1 && q != 1) {
        throw new ShapeException(
            "%s: shapes %s and %s do not broadcast: sizes %d and %d at axis -%d",
            op, a, b, p, q, i);
      }
      result[rank - i] = p == 1 ? q : p;
    }
    return new Shape(List.of(result));
  }

  @Override
  public String toString() {
    return sizes.toString();
  }
}
