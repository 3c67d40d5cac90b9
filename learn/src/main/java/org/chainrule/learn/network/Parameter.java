package org.chainrule.learn.network;

import java.util.List;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that belong to a layer.
 *
 * @param name unique in its network, for example {@code dense_1.weight}
 * @param shape its shape
 * @param role what is done with it
 * @param initializer its first value
 * @param fanIn how many inputs a unit has
 * @param fanOut how many units read an input
 */
public record Parameter(
    String name, Shape shape, Role role, Initializer initializer, int fanIn, int fanOut) {

  /** What is done with a parameter. */
  public enum Role {
    /** Trained, and made smaller by weight decay. */
    WEIGHT,
    /** Trained, without weight decay. */
    BIAS,
    /** Learnt from the training examples before training and then fixed. */
    STATISTIC,
    /** Follows what training sees, not by a gradient. */
    RUNNING
  }

  /** The graph's variable for it. */
  public Expr variable() {
    return Expr.variable(name, shape);
  }

  /** Whether training changes it by its gradient. */
  public boolean trained() {
    return role == Role.WEIGHT || role == Role.BIAS;
  }

  Parameter within(String layer) {
    return renamed(layer + "." + name);
  }

  Parameter renamed(String other) {
    return new Parameter(other, shape, role, initializer, fanIn, fanOut);
  }

  /** A weight, and a bias that begins at 0 unless it has no shape. */
  static List<Parameter> weightAndBias(
      Shape shape, @Nullable Shape biasShape, Initializer weight, int fanIn, int fanOut) {
    Parameter first = new Parameter("weight", shape, Role.WEIGHT, weight, fanIn, fanOut);
    Initializer zero = new Initializer.Constant(0);
    return biasShape == null
        ? List.of(first)
        : List.of(first, new Parameter("bias", biasShape, Role.BIAS, zero, fanIn, fanOut));
  }

  /** The number of numbers in some parameters that are trained. */
  public static long trainedNumbers(Stream<Parameter> parameters) {
    return parameters.filter(Parameter::trained).mapToLong(p -> p.shape().elements()).sum();
  }
}
