package org.chainrule.explain.formula;

import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** Which sizes of a value its own formula leaves open, so that only what it meets can tell them. */
enum Extent {
  /** None. */
  KNOWN,
  /** The length of a vector of one number: that of 1 in {@code A 1}. */
  ENTRIES,
  /** How often a row is repeated downwards: {@code 1 bᵀ}. */
  ROWS,
  /** How often a column is repeated: {@code b 1ᵀ}. */
  COLUMNS,
  /** Both sizes of a matrix of one number: {@code 1 1ᵀ}. */
  ALL,
  /** The size of a multiple of the identity: {@code I}. */
  IDENTITY;

  /** A value at full size, if it can have this shape. */
  Optional<Expr> filled(Expr value, Shape shape) {
    boolean fits =
        switch (this) {
          case KNOWN -> value.shape().equals(shape);
          case ENTRIES -> shape.rank() == 1;
          case ROWS ->
              value.shape().equals(shape)
                  || (shape.rank() == 2 && value.shape().equals(Shape.of(shape.size(1))));
          case ALL -> shape.rank() == 2;
          case COLUMNS -> shape.rank() == 2 && value.shape().equals(Shape.of(shape.size(0)));
          case IDENTITY -> shape.rank() == 2 && shape.size(0) == shape.size(1);
        };
    if (!fits) {
      return Optional.empty();
    }
    return Optional.of(
        switch (this) {
          case KNOWN -> value;
          case ENTRIES, ROWS, ALL -> value.broadcast(shape);
          case COLUMNS -> value.reshape(shape.size(0), 1).broadcast(shape);
          case IDENTITY -> value.times(Expr.constant(identity(shape.size(0))));
        });
  }

  /** The identity of this size. */
  static Tensor identity(int size) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return Tensor.of(Shape.of(size, size), values);
  }
}
