package org.chainrule.learn.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.learn.network.Parameter;

/**
 * Gradient descent: v ← μ v − η g, then w ← w + v, or with Nesterov's look-ahead w ← w + μ v − η g
 * (Sutskever et al. 2013). Without momentum, w ← w − η g.
 *
 * @param learningRate η
 * @param momentum μ, from 0 to below 1
 * @param nesterov whether to look ahead; only with momentum
 * @param rows which rows of tables change; without momentum, either is the same
 */
public record Sgd(double learningRate, double momentum, boolean nesterov, Rows rows)
    implements Optimizer {
  public Sgd {
    Optimizer.require("learning rate", learningRate, 0, Double.POSITIVE_INFINITY);
    Optimizer.require("momentum", momentum, 0, 1);
    if (nesterov && momentum == 0) {
      throw new IllegalArgumentException("nesterov needs a momentum above 0");
    }
  }

  /** Gradient descent; lazy. */
  public Sgd(double learningRate, double momentum, boolean nesterov) {
    this(learningRate, momentum, nesterov, Rows.LAZY);
  }

  /** Plain gradient descent. */
  public Sgd(double learningRate) {
    this(learningRate, 0, false);
  }

  @Override
  public Sgd withRows(Rows other) {
    return new Sgd(learningRate, momentum, nesterov, other);
  }

  @Override
  public Map<Expr, Expr> updates(Map<Parameter, Expr> gradients, Expr rate, Expr mu) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    gradients.forEach(
        (parameter, gradient) -> {
          Expr w = parameter.variable();
          if (momentum == 0) {
            updates.put(w, w.minus(RowGradient.of(gradient, Rows.LAZY).gradient().times(rate)));
            return;
          }
          RowGradient limited = RowGradient.of(gradient, rows);
          Expr step = limited.gradient().times(rate);
          Expr v = Optimizer.companion(parameter, "velocity");
          Expr next = v.times(mu).minus(step);
          Expr move = nesterov ? next.times(mu).minus(step) : next;
          updates.put(v, limited.update(v, next));
          updates.put(w, limited.update(w, w.plus(move)));
        });
    return updates;
  }
}
