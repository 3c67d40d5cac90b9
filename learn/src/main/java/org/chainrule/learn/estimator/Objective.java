package org.chainrule.learn.estimator;

import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.logSumExp;
import static org.chainrule.graph.Functions.maximum;
import static org.chainrule.graph.Functions.minimum;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.softmax;
import static org.chainrule.graph.Functions.softplus;

import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.learn.training.Measure;

/**
 * What the last layer's numbers z mean, and how wrong they are about the targets y.
 *
 * <p>Two graphs tell it, both one number an example: what is minimised, and what is reported, where
 * probabilities are kept from 0 and 1 by the precision's ε before the logarithm.
 */
public enum Objective {
  /** One of several classes: the cross-entropy of softmax(z), y one-hot. */
  SOFTMAX,
  /** Yes or no for each output: the sum of the binary cross-entropies of σ(z). */
  LOGISTIC,
  /** Numbers: ½ Σ (z − y)², reported as its mean over the outputs. */
  SQUARED_ERROR,
  /** Rates eᶻ of counts y ≥ 0: half the deviance, Σ y ln(y/eᶻ) − y + eᶻ. */
  POISSON;

  /** The same for every precision: a positive number that y ln y can be told to be 0 from. */
  private static final double TINY = 1e-30;

  /** The loss to be minimised; may lack what does not depend on z. */
  Expr loss(Expr z, Expr y) {
    return switch (this) {
      case SOFTMAX -> logSumExp(z, 1).minus(z.times(y).sum(1));
      case LOGISTIC -> softplus(z.times(signs(y))).sum(1);
      case SQUARED_ERROR -> z.minus(y).power(2).times(0.5).sum(1);
      case POISSON -> exp(z).minus(z.times(y)).sum(1);
    };
  }

  /** The loss as loss curves have it. */
  Expr reported(Expr z, Expr y, Precision precision) {
    return switch (this) {
      case SOFTMAX -> {
        Expr normalizer = logSumExp(z, 1).reshape(z.shape().size(0), 1);
        yield clipped(normalizer.minus(z), precision).times(y).sum(1);
      }
      case LOGISTIC -> clipped(softplus(z.times(signs(y))), precision).sum(1);
      case SQUARED_ERROR -> loss(z, y).dividedBy(z.shape().size(1));
      case POISSON -> {
        Expr entropy = y.times(log(maximum(y, Expr.constant(TINY)))).minus(y);
        yield loss(z, y).plus(entropy.sum(1));
      }
    };
  }

  /** 1 for no, −1 for yes: −ln of the right answer's probability is softplus(z·sign). */
  private static Expr signs(Expr y) {
    return Expr.constant(1).minus(y.times(2));
  }

  /** −ln p for p kept within ε and 1 − ε. */
  private static Expr clipped(Expr surprise, Precision precision) {
    double epsilon =
        switch (precision) {
          case FLOAT32 -> Math.ulp(1f);
          case FLOAT64 -> Math.ulp(1.0);
        };
    Expr least = Expr.constant(-Math.log1p(-epsilon));
    return minimum(maximum(surprise, least), Expr.constant(-Math.log(epsilon)));
  }

  /** What is answered: probabilities or numbers. */
  Expr answer(Expr z) {
    return switch (this) {
      case SOFTMAX -> softmax(z);
      case LOGISTIC -> sigmoid(z);
      case SQUARED_ERROR -> z;
      case POISSON -> exp(z);
    };
  }

  /** By what answers are scored. */
  public Measure measure() {
    return switch (this) {
      case SOFTMAX, LOGISTIC -> Measure.ACCURACY;
      case SQUARED_ERROR, POISSON -> Measure.R2;
    };
  }
}
