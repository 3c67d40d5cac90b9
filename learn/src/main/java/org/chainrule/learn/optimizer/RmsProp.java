package org.chainrule.learn.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.learn.network.Parameter;

/**
 * RMSprop: s ← ρ s + (1 − ρ) g², w ← w − η g/(√s + ε) (Tieleman, Hinton 2012).
 *
 * @param learningRate η
 * @param decay ρ
 * @param epsilon ε
 */
public record RmsProp(double learningRate, double decay, double epsilon) implements Optimizer {
  public RmsProp {
    Optimizer.require("learning rate", learningRate, 0, Double.POSITIVE_INFINITY);
    Optimizer.require("decay", decay, 0, 1);
    Optimizer.require("epsilon", epsilon, 0, Double.POSITIVE_INFINITY);
  }

  /** RMSprop with ρ = 0.99 and ε = 10⁻⁸. */
  public RmsProp(double learningRate) {
    this(learningRate, 0.99, 1e-8);
  }

  @Override
  public RmsProp withLearningRate(double other) {
    return new RmsProp(other, decay, epsilon);
  }

  @Override
  public Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, Expr rate) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    gradients.forEach(
        (parameter, g) -> {
          Expr w = parameter.variable();
          Expr s = Optimizer.companion(parameter, "square");
          Expr nextS = s.times(decay).plus(g.power(2).times(1 - decay));
          updates.put(s, nextS);
          updates.put(w, w.minus(g.times(rate).dividedBy(nextS.power(0.5).plus(epsilon))));
        });
    return updates;
  }
}
