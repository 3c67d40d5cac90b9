package org.chainrule.learn.training;

import java.util.Arrays;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Gather;
import org.chainrule.learn.network.Network;

/**
 * How wrong outputs are: what {@link Trainer} minimises, and its parts as graphs, one number an
 * example, for graphs of one's own.
 */
public sealed interface Loss permits CrossEntropy, BinaryLoss, RegressionLoss {
  /** By what models that are trained by it are judged besides. */
  Measure measure();

  /** The shape of an example's targets: a label, one for each step, or numbers. */
  default Shape targets(Network network) {
    return network.labels();
  }

  /**
   * How wrong outputs are, one number for each label or example.
   *
   * @param output of shape [n, …]
   * @param targets the numbers of the true classes, or the numbers as the model sees them
   */
  Expr losses(Expr output, Expr targets);

  /** The mean over a batch, which training tells; a step beyond a sequence's end has label −1. */
  default Expr mean(Expr output, Expr targets) {
    Expr losses = losses(output, targets);
    if (targets.shape().rank() == 1 || measure() == Measure.R2) {
      return losses.mean();
    }
    Expr counted = Functions.lessOrEqual(Expr.constant(0), targets);
    return losses.times(counted).sum().dividedBy(counted.sum());
  }

  /**
   * What training minimises for a batch.
   *
   * @param mean that of {@link #mean}
   */
  default Expr objective(Expr output, Expr targets, Expr mean) {
    return mean;
  }

  /**
   * The cross-entropy of softmax(z) against the true class: ln Σ e^z − z_y, which can neither
   * overflow nor take the logarithm of zero. Its gradient by z is softmax(z) − the unit vector of
   * y.
   *
   * @param logits z, of shape […, classes]
   * @param labels y, the numbers of the true classes, of shape […]
   * @return of shape […]
   */
  static Expr crossEntropy(Expr logits, Expr labels) {
    int classes = logits.shape().size(-1);
    Expr column = labels.reshape(labels.shape().concat(Shape.of(1)));
    Expr chosen = Functions.equal(column, Expr.constant(counting(classes)));
    return Functions.logSumExp(logits, -1).minus(logits.times(chosen).sum(-1));
  }

  /**
   * The cross-entropy of softmax(z) against smoothed classes q = (1 − ε) · (unit vector of y) +
   * ε/classes, each weighted: −Σ w_k q_k ln softmax(z)_k over k (Szegedy et al. 2016). The mean
   * over examples is usually taken as Σ of these/Σ w_y, with w_y by {@link #classWeight}.
   *
   * @param logits z, of shape […, classes]
   * @param labels y, the numbers of the true classes, of shape […]
   * @param weights w, of shape [classes]
   * @param smoothing ε, from 0 to 1
   * @return of shape […]
   */
  static Expr crossEntropy(Expr logits, Expr labels, Expr weights, double smoothing) {
    int classes = logits.shape().size(-1);
    Expr losses = Functions.logSoftmax(logits).times(weights).negate();
    Expr column = labels.reshape(labels.shape().concat(Shape.of(1)));
    Expr chosen = Functions.equal(column, Expr.constant(counting(classes)));
    return losses.times(chosen.times(1 - smoothing).plus(smoothing / classes)).sum(-1);
  }

  /** The weight of each example's class: w_y, of the shape of the labels. */
  static Expr classWeight(Expr labels, Expr weights) {
    return Gather.of(weights, labels);
  }

  private static Tensor counting(int classes) {
    double[] numbers = new double[classes];
    Arrays.setAll(numbers, i -> i);
    return Tensor.of(Shape.of(classes), numbers);
  }

  /**
   * Half the squared distance: ½ Σ (o − t)² over all axes but the first. Its gradient by o is o −
   * t.
   *
   * @param outputs o, of shape [n, …]
   * @param targets t, of the same shape
   * @return of shape [n]
   */
  static Expr squaredError(Expr outputs, Expr targets) {
    return rows(outputs.minus(targets).power(2).times(0.5)).sum(1);
  }

  /**
   * The mean squared error: the mean of (o − t)² over all axes but the first.
   *
   * @param outputs o, of shape [n, …]
   * @param targets t, of the same shape
   * @return of shape [n]
   */
  static Expr meanSquaredError(Expr outputs, Expr targets) {
    return rows(outputs.minus(targets).power(2)).mean(1);
  }

  /**
   * The mean absolute error: the mean of |o − t| over all axes but the first. Its derivative where
   * o = t is 0.
   *
   * @param outputs o, of shape [n, …]
   * @param targets t, of the same shape
   * @return of shape [n]
   */
  static Expr meanAbsoluteError(Expr outputs, Expr targets) {
    return rows(Functions.abs(outputs.minus(targets))).mean(1);
  }

  /**
   * Huber's loss (1964): the mean over all axes but the first of ½ e² where |e| ≤ δ and δ (|e| − ½
   * δ) elsewhere, with e = o − t.
   *
   * @param outputs o, of shape [n, …]
   * @param targets t, of the same shape
   * @param delta δ, above 0
   * @return of shape [n]
   */
  static Expr huber(Expr outputs, Expr targets, double delta) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException("huber: delta is " + delta + "; it must be above 0");
    }
    Expr distance = Functions.abs(outputs.minus(targets));
    Expr near = distance.power(2).times(0.5);
    Expr far = distance.minus(delta / 2).times(delta);
    Expr isNear = Functions.lessOrEqual(distance, Expr.constant(delta));
    return rows(Functions.select(isNear, near, far)).mean(1);
  }

  private static Expr rows(Expr losses) {
    int count = losses.shape().size(0);
    return losses.reshape(count, count == 0 ? 0 : losses.shape().elements() / count);
  }

  /**
   * The cross-entropy of σ(z) against a probability: −t ln σ(z) − (1 − t) ln(1 − σ(z)), computed as
   * t ln(1 + e^−z) + (1 − t) ln(1 + e^z), which neither overflows nor cancels. Its gradient by z is
   * σ(z) − t.
   *
   * @param scores z, of any shape
   * @param targets t, 0 or 1 or between, of the same shape
   * @return of the same shape
   */
  static Expr binaryCrossEntropy(Expr scores, Expr targets) {
    Expr missed = targets.times(Functions.softplus(scores.negate()));
    Expr alarmed = Expr.constant(1).minus(targets).times(Functions.softplus(scores));
    return missed.plus(alarmed);
  }

  /**
   * The logistic loss of two classes: −ln σ(y z) = ln(1 + e^(−y z)).
   *
   * @param scores z, of any shape
   * @param signs y, −1 or +1, of the same shape
   * @return of the same shape
   */
  static Expr logistic(Expr scores, Expr signs) {
    return Functions.softplus(scores.times(signs).negate());
  }
}
