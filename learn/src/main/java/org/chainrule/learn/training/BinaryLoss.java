package org.chainrule.learn.training;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;

/**
 * How wrong a single output z for two classes is, of which σ(z) is the probability of the second.
 * Both forms are one number, −ln of the probability of the true class.
 */
public enum BinaryLoss implements Loss {
  /** With targets 0 and 1, see {@link Loss#binaryCrossEntropy}. */
  CROSS_ENTROPY,
  /** With targets −1 and +1, see {@link Loss#logistic}. */
  LOGISTIC;

  /** An output for each of the two classes: σ(z) is the second part of softmax(0, z). */
  public static Expr logits(Expr z) {
    return Functions.concatenate(-1, z.times(0), z);
  }

  @Override
  public Measure measure() {
    return Measure.ACCURACY;
  }

  @Override
  public Expr losses(Expr output, Expr targets) {
    Expr z = output.reshape(targets.shape());
    return switch (this) {
      case CROSS_ENTROPY -> Loss.binaryCrossEntropy(z, targets);
      case LOGISTIC -> Loss.logistic(z, targets.times(2).minus(1));
    };
  }
}
