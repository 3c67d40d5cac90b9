package org.chainrule.learn.training;

import java.util.Arrays;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/**
 * How wrong outputs are, one number an example, as graphs. {@link Trainer} minimises the mean of
 * the cross-entropy; the others are for graphs of one's own.
 */
public final class Loss {
  private Loss() {}

  /**
   * The cross-entropy of softmax(z) against the true class: ln Σ e^z − z_y, which can neither
   * overflow nor take the logarithm of zero. Its gradient by z is softmax(z) − the unit vector of
   * y.
   *
   * @param logits z, of shape [n, classes]
   * @param labels y, the numbers of the true classes, of shape [n]
   * @return of shape [n]
   */
  public static Expr crossEntropy(Expr logits, Expr labels) {
    int classes = logits.shape().size(1);
    double[] numbers = new double[classes];
    Arrays.setAll(numbers, i -> i);
    Expr column = labels.reshape(labels.shape().size(0), 1);
    Expr chosen = Functions.equal(column, Expr.constant(Tensor.of(Shape.of(classes), numbers)));
    return Functions.logSumExp(logits, 1).minus(logits.times(chosen).sum(1));
  }

  /**
   * Half the squared distance: ½ Σ (o − t)² over all axes but the first. Its gradient by o is o −
   * t.
   *
   * @param outputs o, of shape [n, …]
   * @param targets t, of the same shape
   * @return of shape [n]
   */
  public static Expr squaredError(Expr outputs, Expr targets) {
    Expr squares = outputs.minus(targets).power(2).times(0.5);
    int count = squares.shape().size(0);
    return squares.reshape(count, count == 0 ? 0 : squares.shape().elements() / count).sum(1);
  }

  /**
   * The logistic loss of two classes: −ln σ(y z) = ln(1 + e^(−y z)).
   *
   * @param scores z, of any shape
   * @param signs y, −1 or +1, of the same shape
   * @return of the same shape
   */
  public static Expr logistic(Expr scores, Expr signs) {
    return Functions.softplus(scores.times(signs).negate());
  }
}
