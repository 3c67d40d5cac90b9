package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.leakyRelu;
import static org.chainrule.graph.Functions.logSoftmax;
import static org.chainrule.graph.Functions.softmax;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Jacobian;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

/** Softmax, the cross-entropy behind it, and a network that ends with them. */
class SoftmaxCrossEntropyTest {
  private static final Expr Z = Expr.variable("z", 4);

  private static void assertNear(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toArray()).containsExactly(expected.toArray(), within(1e-15));
  }

  /** diag(s) − s sᵀ. */
  @Test
  void theJacobianOfSoftmax() {
    Map<Expr, Tensor> at = Map.of(Z, Tensor.vector(0.3, -2, 1.5, 0));
    Expr s = softmax(Z);
    double[] value = Interpreter.evaluate(s, at).toArray();
    double[] expected = new double[16];
    for (int i = 0; i < 16; i++) {
      expected[i] = (i / 4 == i % 4 ? value[i / 4] : 0) - value[i / 4] * value[i % 4];
    }
    assertNear(Interpreter.evaluate(Jacobian.of(s, Z), at), Tensor.of(Shape.of(4, 4), expected));
  }

  /** ŷ − y, for one example and for a batch. */
  @Test
  void theGradientOfTheCrossEntropy() {
    Expr y = Expr.constant(Tensor.vector(0, 0, 1, 0));
    Map<Expr, Tensor> at = Map.of(Z, Tensor.vector(0.3, -2, 1.5, 0));
    Expr loss = y.times(logSoftmax(Z)).sum().negate();
    assertNear(
        Interpreter.evaluate(Gradient.by(loss, Z), at),
        Interpreter.evaluate(softmax(Z).minus(y), at));

    Expr batch = Expr.variable("z", 3, 4);
    Expr labels =
        Expr.constant(Tensor.matrix(new double[][] {{0, 0, 1, 0}, {1, 0, 0, 0}, {0, 0.5, 0, 0.5}}));
    Map<Expr, Tensor> atBatch = Map.of(batch, Truth.random(new Random(9), 3, 4));
    Expr mean = labels.times(logSoftmax(batch)).sum().negate().dividedBy(3);
    assertNear(
        Interpreter.evaluate(Gradient.by(mean, batch), atBatch),
        Interpreter.evaluate(softmax(batch).minus(labels).dividedBy(3), atBatch));
  }

  @Test
  void theNaiveSoftmaxOverflowsAndThisOneDoesNot() {
    Map<Expr, Tensor> at = Map.of(Z, Tensor.vector(1000, 999, -1000, 0));
    Expr naive = exp(Z).dividedBy(exp(Z).sum());
    assertThat(Interpreter.evaluate(naive, at).at(0)).isNaN();
    double e = Math.exp(-1);
    double[] expected = {1 / (1 + e), e / (1 + e), 0, 0};
    assertThat(Interpreter.evaluate(softmax(Z), at).toArray())
        .containsExactly(expected, within(1e-12));
    Expr loss = logSoftmax(Z).at(0, 2).negate();
    double[] gradient = Interpreter.evaluate(Gradient.by(loss, Z), at).toArray();
    assertThat(gradient)
        .containsExactly(new double[] {1 / (1 + e), e / (1 + e), -1, 0}, within(1e-12));
    assertThat(Truth.number(loss, at)).isCloseTo(2000 + Math.log1p(e), within(1e-9));
  }

  /** x → leaky relu → softmax, on a batch of examples under each other. */
  @Test
  void everyGradientHasTheShapeOfItsQuantity() {
    int n = 5;
    Expr x = Expr.variable("x", n, 3);
    Expr w1 = Expr.variable("W1", 3, 6);
    Expr b1 = Expr.variable("b1", 6);
    Expr w2 = Expr.variable("W2", 6, 4);
    Expr b2 = Expr.variable("b2", 4);
    Expr y = Expr.variable("y", n, 4);
    Expr z1 = x.matmul(w1).plus(b1);
    Expr h = leakyRelu(z1, 0.01);
    Expr z2 = h.matmul(w2).plus(b2);
    Expr loss = y.times(logSoftmax(z2)).sum(1).mean().negate();
    List<Expr> quantities = List.of(x, w1, b1, z1, h, w2, b2, z2);
    Map<Expr, Expr> gradient = Gradient.of(loss, quantities);
    assertThat(quantities)
        .allSatisfy(q -> assertThat(gradient.get(q).shape()).isEqualTo(q.shape()));

    Random random = new Random(10);
    Map<Expr, Tensor> at = new HashMap<>();
    for (Expr variable : List.of(x, w1, b1, w2, b2)) {
      int[] sizes = variable.shape().sizes().stream().mapToInt(size -> size).toArray();
      at.put(variable, Truth.random(random, sizes));
    }
    double[] labels = new double[n * 4];
    for (int i = 0; i < n; i++) {
      labels[4 * i + random.nextInt(4)] = 1;
    }
    at.put(y, Tensor.of(Shape.of(n, 4), labels));
    Expr dz2 = softmax(z2).minus(y).dividedBy(n);
    Expr slope = Gradient.by(h.sum(), z1);
    Expr dz1 = dz2.matmul(w2.transpose()).times(slope);
    Map<Expr, Expr> byHand =
        Map.of(
            w2, h.transpose().matmul(dz2),
            b2, dz2.sum(0),
            w1, x.transpose().matmul(dz1),
            b1, dz1.sum(0),
            x, dz1.matmul(w1.transpose()));
    byHand.forEach(
        (q, expected) ->
            assertNear(
                Interpreter.evaluate(gradient.get(q), at), Interpreter.evaluate(expected, at)));
  }
}
