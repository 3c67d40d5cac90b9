package org.chainrule.graph;

import java.util.Arrays;
import java.util.Objects;

/**
 * Numbers in a shape: float64, row-major, immutable.
 *
 * <p>Two tensors are equal when shapes and bits are; so NaN equals NaN and 0.0 differs from −0.0.
 */
public final class Tensor {
  private final Shape shape;
  private final double[] values;

  private Tensor(Shape shape, double[] values) {
    if (shape.elements() != values.length) {
      throw new ShapeException(
          "tensor: shape %s needs %d values, not %d", shape, shape.elements(), values.length);
    }
    this.shape = shape;
    this.values = values;
  }

  /** A tensor of this shape with a copy of these values. */
  public static Tensor of(Shape shape, double... values) {
    return new Tensor(shape, values.clone());
  }

  /** A single number. */
  public static Tensor scalar(double value) {
    return new Tensor(Shape.SCALAR, new double[] {value});
  }

  /** A tensor of rank 1. */
  public static Tensor vector(double... values) {
    return new Tensor(Shape.of(values.length), values.clone());
  }

  /** A tensor of rank 2 from its rows, which must be equally long. */
  public static Tensor matrix(double[]... rows) {
    int columns = rows.length == 0 ? 0 : rows[0].length;
    for (double[] row : rows) {
      if (row.length != columns) {
        throw new ShapeException("matrix: rows of %d and %d values", columns, row.length);
      }
    }
    double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    return new Tensor(Shape.of(rows.length, columns), values);
  }

  /** A tensor with the same number everywhere. */
  public static Tensor filled(Shape shape, double value) {
    double[] values = new double[shape.elements()];
    Arrays.fill(values, value);
    return new Tensor(shape, values);
  }

  /** The shape. */
  public Shape shape() {
    return shape;
  }

  /** The element at this row-major position. */
  public double at(int position) {
    return values[position];
  }

  /** The element with this index, one number an axis. */
  public double get(int... index) {
    if (index.length != shape.rank()) {
      throw new ShapeException("index " + Arrays.toString(index) + " does not fit shape " + shape);
    }
    for (int axis = 0; axis < index.length; axis++) {
      Objects.checkIndex(index[axis], shape.size(axis));
    }
    return values[shape.position(index)];
  }

  /**
   * The only number of a tensor with one element.
   *
   * @throws ShapeException if there are more, or none
   */
  public double item() {
    if (values.length != 1) {
      throw new ShapeException("item: shape " + shape + " does not hold exactly one number");
    }
    return values[0];
  }

  /** A copy of the values in row-major order. */
  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor t && shape.equals(t.shape) && Arrays.equals(values, t.values);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    if (shape.rank() == 0) {
      return Double.toString(values[0]);
    }
    return values.length <= 64 ? shape + Arrays.toString(values) : shape + "[…]";
  }
}
