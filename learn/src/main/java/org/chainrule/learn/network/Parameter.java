package org.chainrule.learn.network;

import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

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
    STATISTIC
  }

  /** The graph's variable for it. */
  public Expr variable() {
    return Expr.variable(name, shape);
  }

  /** Whether training changes it. */
  public boolean trained() {
    return role != Role.STATISTIC;
  }

  Parameter within(String layer) {
    return new Parameter(layer + "." + name, shape, role, initializer, fanIn, fanOut);
  }

  /** The number of numbers in some parameters that are trained. */
  public static long trainedNumbers(Stream<Parameter> parameters) {
    return parameters.filter(Parameter::trained).mapToLong(p -> p.shape().elements()).sum();
  }
}
