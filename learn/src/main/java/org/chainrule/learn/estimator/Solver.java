package org.chainrule.learn.estimator;

import static org.chainrule.graph.Functions.sqrt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.learn.network.Parameter;

/** A rule by which weights are found. */
public enum Solver {
  /** Gradient descent with momentum μ: v ← μ v − η g, w ← w + v, or w ← w + μ v − η g. */
  SGD,
  /**
   * Adam as scikit-learn has it: m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², w ← w − ηₜ m/(√s +
   * ε) with ηₜ = η √(1 − β₂ᵗ)/(1 − β₁ᵗ) (Kingma, Ba 2015, the form at the end of section 2, whose ε
   * is not corrected).
   */
  ADAM,
  /** Quasi-Newton on all examples at once: {@link org.chainrule.learn.optimizer.Lbfgs}. */
  LBFGS;

  static final Expr RATE = Expr.variable("rate");
  static final Expr MOMENTUM = Expr.variable("momentum");
  static final Expr BETA_1 = Expr.variable("beta_1");
  static final Expr BETA_2 = Expr.variable("beta_2");
  static final Expr EPSILON = Expr.variable("epsilon");
  private static final Expr ONE = Expr.constant(1);

  /** Whether it takes a step for each batch. */
  boolean isStochastic() {
    return this != LBFGS;
  }

  /**
   * The new values after a step. The rule's numbers are variables, so that models which differ in
   * them share a plan.
   */
  Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, boolean nesterov) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    gradients.forEach(
        (parameter, g) -> {
          Expr w = parameter.variable();
          switch (this) {
            case SGD -> {
              Expr v = companion(parameter, "velocity");
              Expr step = g.times(RATE);
              Expr next = v.times(MOMENTUM).minus(step);
              updates.put(v, next);
              updates.put(w, w.plus(nesterov ? next.times(MOMENTUM).minus(step) : next));
            }
            case ADAM -> {
              Expr m = companion(parameter, "mean");
              Expr s = companion(parameter, "square");
              Expr nextM = m.times(BETA_1).plus(g.times(ONE.minus(BETA_1)));
              Expr nextS = s.times(BETA_2).plus(g.power(2).times(ONE.minus(BETA_2)));
              updates.put(m, nextM);
              updates.put(s, nextS);
              updates.put(w, w.minus(nextM.times(RATE).dividedBy(sqrt(nextS).plus(EPSILON))));
            }
            case LBFGS -> throw new IllegalStateException("L-BFGS takes no steps of its own");
          }
        });
    return updates;
  }

  /** What it remembers of these parameters. */
  List<Expr> companions(List<Parameter> parameters) {
    return parameters.stream().flatMap(p -> companions(p).stream()).toList();
  }

  private List<Expr> companions(Parameter p) {
    return switch (this) {
      case SGD -> List.of(companion(p, "velocity"));
      case ADAM -> List.of(companion(p, "mean"), companion(p, "square"));
      case LBFGS -> List.of();
    };
  }

  private static Expr companion(Parameter parameter, String name) {
    return Expr.variable(parameter.name() + "." + name, parameter.shape());
  }
}
