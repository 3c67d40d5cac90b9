package org.chainrule.learn.training;

import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;

/** How wrong outputs are, one number an example. */
public final class Loss {
  private Loss() {}

  /**
   * The cross-entropy of softmax(z) against the true class: ln Σ e^z − z_y, which can neither
   * overflow nor take the logarithm of zero.
   *
   * @param logits z, of shape [n, classes]
   * @param labels y, the numbers of the true classes, of shape [n]
   * @return the loss of every example, of shape [n]
   */
  public static Expr crossEntropy(Expr logits, Expr labels) {
    int classes = logits.shape().size(1);
    double[] numbers = new double[classes];
    java.util.Arrays.setAll(numbers, i -> i);
    Expr column = labels.reshape(labels.shape().size(0), 1);
    Expr chosen = Functions.equal(column, Expr.constant(Tensor.of(Shape.of(classes), numbers)));
    return Functions.logSumExp(logits, 1).minus(logits.times(chosen).sum(1));
  }
}
