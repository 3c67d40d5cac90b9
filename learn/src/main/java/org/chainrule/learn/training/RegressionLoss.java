package org.chainrule.learn.training;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.learn.network.Network;

/** How wrong numbers are: the mean over examples and numbers, each as the model sees it. */
public sealed interface RegressionLoss extends Loss {
  /** (o − t)², see {@link Loss#meanSquaredError}. */
  record MeanSquaredError() implements RegressionLoss {
    @Override
    public Expr losses(Expr output, Expr targets) {
      return Loss.meanSquaredError(output, targets);
    }
  }

  /** |o − t|, see {@link Loss#meanAbsoluteError}. */
  record MeanAbsoluteError() implements RegressionLoss {
    @Override
    public Expr losses(Expr output, Expr targets) {
      return Loss.meanAbsoluteError(output, targets);
    }
  }

  /**
   * ½ (o − t)² up to a distance of δ, then linear, see {@link Loss#huber}.
   *
   * @param delta δ, above 0
   */
  record Huber(double delta) implements RegressionLoss {
    public Huber {
      if (!(delta > 0 && Double.isFinite(delta))) {
        throw new IllegalArgumentException("huber: delta is " + delta + "; it must be above 0");
      }
    }

    @Override
    public Expr losses(Expr output, Expr targets) {
      return Loss.huber(output, targets, delta);
    }
  }

  @Override
  default Measure measure() {
    return Measure.R2;
  }

  @Override
  default Shape targets(Network network) {
    return network.output();
  }
}
