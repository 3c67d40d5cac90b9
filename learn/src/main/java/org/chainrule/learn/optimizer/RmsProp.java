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
 * @param rows which rows of tables change
 */
public record RmsProp(double learningRate, double decay, double epsilon, Rows rows)
    implements Optimizer {
  public RmsProp {
    Optimizer.require("learning rate", learningRate, 0, Double.POSITIVE_INFINITY);
    Optimizer.require("decay", decay, 0, 1);
    Optimizer.require("epsilon", epsilon, 0, Double.POSITIVE_INFINITY);
  }

  /** RMSprop with ρ = 0.99 and ε = 10⁻⁸; lazy. */
  public RmsProp(double learningRate) {
    this(learningRate, 0.99, 1e-8, Rows.LAZY);
  }

  @Override
  public RmsProp withRows(Rows other) {
    return new RmsProp(learningRate, decay, epsilon, other);
  }

  @Override
  public double momentum() {
    return 0;
  }

  @Override
  public Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, Expr rate, Expr inert) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    gradients.forEach(
        (parameter, gradient) -> {
          RowGradient limited = RowGradient.of(gradient, rows);
          Expr g = limited.gradient();
          Expr w = parameter.variable();
          Expr s = Optimizer.companion(parameter, "square");
          Expr nextS = s.times(decay).plus(g.power(2).times(1 - decay));
          Expr move = g.times(rate).dividedBy(nextS.power(0.5).plus(epsilon));
          updates.put(s, limited.update(s, nextS));
          updates.put(w, limited.update(w, w.minus(move)));
        });
    return updates;
  }
}
