package org.chainrule.learn.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.learn.network.Parameter;

/**
 * Steps by {@link Lbfgs} down the loss over all examples, which find their own length: there is no
 * learning rate. For small networks, and for a loss that is the same function at every step.
 *
 * <p>Its program only tells the gradient, in a variable beside each parameter, and what is
 * minimised; the trainer moves the parameters, as a step may take several evaluations.
 *
 * @param tolerance no element of the gradient is larger at a minimum
 */
public record QuasiNewton(double tolerance) implements Optimizer {
  /** Holds what is minimised. */
  public static final Expr OBJECTIVE = Expr.variable("objective");

  /** The steps end where no element of the gradient is above 10⁻⁴, as scikit-learn's do. */
  public QuasiNewton() {
    this(1e-4);
  }

  public QuasiNewton {
    Optimizer.require("tolerance", tolerance, 0, Double.POSITIVE_INFINITY);
  }

  /** The variable that holds the gradient by a parameter. */
  public static Expr gradient(Parameter parameter) {
    return Optimizer.companion(parameter, "gradient");
  }

  /** 1: what the first evaluation of a step tries, as a share of the whole step. */
  @Override
  public double learningRate() {
    return 1;
  }

  @Override
  public double momentum() {
    return 0;
  }

  @Override
  public Rows rows() {
    return Rows.DENSE;
  }

  @Override
  public QuasiNewton withRows(Rows inert) {
    return this;
  }

  @Override
  public Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, Expr inert, Expr momentum) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    gradients.forEach((parameter, g) -> updates.put(gradient(parameter), g));
    return updates;
  }
}
