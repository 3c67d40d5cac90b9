package org.chainrule.learn.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.op.Expm1;
import org.chainrule.learn.network.Parameter;

/**
 * Adam: m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², w ← w − η m̂/(√ŝ + ε) with m̂ = m/(1 − β₁ᵗ)
 * and ŝ = s/(1 − β₂ᵗ) at step t (Kingma, Ba 2015). With weight decay λ, first w ← w − η λ w for
 * weights, not for biases: AdamW (Loshchilov, Hutter 2019).
 *
 * @param learningRate η
 * @param beta1 β₁
 * @param beta2 β₂
 * @param epsilon ε
 * @param weightDecay λ, 0 for Adam
 * @param rows which rows of tables change
 */
public record Adam(
    double learningRate, double beta1, double beta2, double epsilon, double weightDecay, Rows rows)
    implements Optimizer {
  public Adam {
    Optimizer.require("learning rate", learningRate, 0, Double.POSITIVE_INFINITY);
    Optimizer.require("beta1", beta1, 0, 1);
    Optimizer.require("beta2", beta2, 0, 1);
    Optimizer.require("epsilon", epsilon, 0, Double.POSITIVE_INFINITY);
    Optimizer.require("weight decay", weightDecay, 0, Double.POSITIVE_INFINITY);
  }

  /** Adam with the paper's settings: β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸; lazy. */
  public Adam(double learningRate) {
    this(learningRate, 0.9, 0.999, 1e-8, 0, Rows.LAZY);
  }

  /** AdamW with Adam's settings. */
  public static Adam withWeightDecay(double learningRate, double weightDecay) {
    return new Adam(learningRate, 0.9, 0.999, 1e-8, weightDecay, Rows.LAZY);
  }

  @Override
  public Adam withRows(Rows other) {
    return new Adam(learningRate, beta1, beta2, epsilon, weightDecay, other);
  }

  @Override
  public double momentum() {
    return beta1;
  }

  @Override
  public Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, Expr rate, Expr first) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    Expr step = Expr.variable("adam.step");
    Expr t = step.plus(1);
    updates.put(step, t);
    Expr firstCorrection = oneMinusPower(first, t);
    Expr other = Expr.constant(1).minus(first);
    Expr secondCorrection = oneMinusPower(Expr.constant(beta2), t);
    gradients.forEach(
        (parameter, gradient) -> {
          RowGradient limited = RowGradient.of(gradient, rows);
          Expr g = limited.gradient();
          Expr w = parameter.variable();
          Expr m = Optimizer.companion(parameter, "mean");
          Expr s = Optimizer.companion(parameter, "square");
          Expr nextM = m.times(first).plus(g.times(other));
          Expr nextS = s.times(beta2).plus(g.power(2).times(1 - beta2));
          Expr root = nextS.dividedBy(secondCorrection).power(0.5);
          Expr move = nextM.times(rate.dividedBy(firstCorrection)).dividedBy(root.plus(epsilon));
          boolean decays = weightDecay > 0 && parameter.role() == Parameter.Role.WEIGHT;
          Expr kept = decays ? w.minus(w.times(rate.times(weightDecay))) : w;
          updates.put(m, limited.update(m, nextM));
          updates.put(s, limited.update(s, nextS));
          updates.put(w, limited.update(w, kept.minus(move)));
        });
    return updates;
  }

  /** 1 − βᵗ without cancellation; 1 for β = 0, whose logarithm is −∞. */
  private static Expr oneMinusPower(Expr beta, Expr t) {
    return Expr.of(new Expm1(), t.times(Functions.log(beta))).negate();
  }
}
