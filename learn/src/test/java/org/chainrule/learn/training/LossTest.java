package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

class LossTest {
  private static Tensor value(Expr node) {
    return Interpreter.evaluate(node, Map.of());
  }

  /** Outputs (0, −1.5) for targets (1, 0.5): ½ (1 + 4). */
  @Test
  void squaredErrorOfTwoOutputs() {
    Expr o = Expr.constant(Tensor.matrix(new double[] {0, -1.5}, new double[] {1, 2}));
    Expr t = Expr.constant(Tensor.matrix(new double[] {1, 0.5}, new double[] {1, 2}));
    assertThat(value(Loss.squaredError(o, t))).isEqualTo(Tensor.vector(2.5, 0));
    assertThat(value(Gradient.by(Loss.squaredError(o, t).sum(), o)))
        .isEqualTo(Tensor.matrix(new double[] {-1, -2}, new double[] {0, 0}));
  }

  /**
   * The scalar recurrent classifier's case, its score computed with mpmath: 0.884464… for y = −1.
   */
  @Test
  void logisticLossOfAScore() {
    double score = 0.9 * 0.7605158261550325 + 0.2;
    Expr loss = Loss.logistic(Expr.constant(score), Expr.constant(-1));
    assertThat(value(loss).item()).isCloseTo(1.2301335902191415, within(1e-14));
    assertThat(value(Loss.logistic(Expr.constant(1000), Expr.constant(-1))).item()).isEqualTo(1000);
  }

  /** −ln softmax: ln(e + e² + e³) − 2 = 1.40760596444438 (mpmath). */
  @Test
  void crossEntropyOfTheTrueClass() {
    Expr z = Expr.constant(Tensor.matrix(new double[] {1, 2, 3}, new double[] {0, 1e4, 0}));
    Expr loss = Loss.crossEntropy(z, Expr.constant(Tensor.vector(1, 1)));
    assertThat(value(loss).at(0)).isCloseTo(1.40760596444438, within(1e-13));
    assertThat(value(loss).at(1)).isEqualTo(0);
  }

  @Test
  void aBatchWithoutWeightHasNoLoss() {
    Expr z = Expr.constant(Tensor.matrix(new double[] {1, 2}, new double[] {3, -1}));
    Expr labels = Expr.constant(Tensor.vector(0, 0));
    Expr loss = new CrossEntropy(List.of(0.0, 1.0), 0).objective(z, labels, Expr.constant(0));
    assertThat(value(loss).item()).isZero();
    assertThat(value(Gradient.by(loss, z)))
        .isEqualTo(Tensor.matrix(new double[] {0, 0}, new double[] {0, 0}));
  }
}
