package org.chainrule.bench.network;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Parameter;

/** The kinds of parameters that the networks here have. */
final class Weights {
  private Weights() {}

  /** Filters [filters, channels, side, side] after He. */
  static Parameter filters(String name, int filters, int channels, int side) {
    return new Parameter(
        name,
        Shape.of(filters, channels, side, side),
        Parameter.Role.WEIGHT,
        new Initializer.He(),
        channels * side * side,
        filters * side * side);
  }

  /** A matrix [inputs, units] after Glorot. */
  static Parameter matrix(String name, int inputs, int units) {
    return new Parameter(
        name,
        Shape.of(inputs, units),
        Parameter.Role.WEIGHT,
        new Initializer.Glorot(),
        inputs,
        units);
  }

  /** A number for each unit, all equal at first. */
  static Parameter vector(String name, int units, double first) {
    return new Parameter(
        name, Shape.of(units), Parameter.Role.BIAS, new Initializer.Constant(first), units, units);
  }

  /** A vector with one number a channel, to be broadcast over pictures [n, channels, h, w]. */
  static Expr perChannel(Expr vector) {
    return vector.reshape(vector.shape().size(0), 1, 1);
  }
}
