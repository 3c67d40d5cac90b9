package org.chainrule.learn.optimizer;

import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.learn.network.Parameter;

/**
 * A rule that turns gradients into new parameters; a graph, compiled together with the gradients.
 */
public sealed interface Optimizer permits Sgd, Adam, RmsProp, QuasiNewton {
  /** The step size η to begin with. */
  double learningRate();

  /** The momentum to begin with: μ, or Adam's β₁; 0 for a rule that has none. */
  double momentum();

  /** Which rows of tables that are read by row number change. */
  Rows rows();

  /** The same rule for other rows. */
  Optimizer withRows(Rows rows);

  /**
   * The new values of the parameters and of the optimiser's own variables, which all begin at 0.
   *
   * @param gradients ∂J/∂parameter
   * @param rate η, a scalar
   * @param momentum μ or β₁, a scalar; of no account for a rule that has none
   */
  Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, Expr rate, Expr momentum);

  /** The same with the momentum that it begins with. */
  default Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, Expr rate) {
    return updates(gradients, rate, Expr.constant(momentum()));
  }

  /** A variable of the optimiser's that accompanies a parameter. */
  static Expr companion(Parameter parameter, String name) {
    return Expr.variable(parameter.name() + "." + name, parameter.shape());
  }

  /**
   * Checks a setting and returns it.
   *
   * @param low what it is at least; {@link Double#MIN_VALUE} for any number above 0
   * @param high what it is less than
   */
  static double require(String name, double value, double low, double high) {
    if (!(value >= low && value < high)) {
      String least = low == Double.MIN_VALUE ? "above 0" : "at least " + plain(low);
      String less = high < Double.POSITIVE_INFINITY ? " and less than " + plain(high) : "";
      String finite = value == high && less.isEmpty() ? " and finite" : "";
      throw new IllegalArgumentException(
          name + " is " + plain(value) + "; it must be " + least + less + finite);
    }
    return value;
  }

  private static String plain(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e9
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}
