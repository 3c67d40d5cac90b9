package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.softmax;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JacobianTest {
  private static final Expr X = Expr.variable("x", 3);

  static Stream<Sample> samples() {
    return Samples.all().stream()
        .filter(sample -> sample.node().shape().elements() <= 12)
        .filter(sample -> !sample.real().isEmpty());
  }

  /** Along any direction, J moves as forward mode does. */
  @ParameterizedTest
  @MethodSource("samples")
  void columnsAreTangents(Sample sample) {
    Random random = new Random(6);
    for (Expr x : sample.real()) {
      Tensor direction = Numbers.random(x.shape(), random);
      Expr moved = Tangent.of(sample.node(), x, Expr.constant(direction));
      Expr jacobian = Jacobian.of(sample.node(), x);
      assertThat(jacobian.shape()).isEqualTo(sample.node().shape().concat(x.shape()));
      Expr flat = jacobian.reshape(sample.node().shape().elements(), x.shape().elements());
      Expr product = flat.matmul(Expr.constant(direction).reshape(x.shape().elements()));
      Numbers.assertClose(
          Interpreter.evaluate(product.reshape(sample.node().shape()), sample.values()),
          Interpreter.evaluate(moved, sample.values()),
          1e-12);
    }
  }

  @Test
  void ofANodeByItself() {
    assertThat(Interpreter.evaluate(Jacobian.of(X, X), Map.of()))
        .isEqualTo(Tensor.matrix(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}));
  }

  @Test
  void ofWhatDoesNotDepend() {
    Expr jacobian = Jacobian.of(Expr.variable("y", 2), X);
    assertThat(Interpreter.evaluate(jacobian, Map.of()))
        .isEqualTo(Tensor.matrix(new double[][] {{0, 0, 0}, {0, 0, 0}}));
  }

  @Test
  void hessianOfAQuadraticForm() {
    Tensor a = Tensor.matrix(new double[][] {{1, 2, 3}, {0, 4, 5}, {0, 0, 6}});
    Expr form = X.matmul(Expr.constant(a).matmul(X));
    Expr hessian = Jacobian.hessian(form, X);
    assertThat(Interpreter.evaluate(hessian, Map.of(X, Tensor.vector(0.1, 7, -3))))
        .isEqualTo(Tensor.matrix(new double[][] {{2, 2, 3}, {2, 8, 5}, {3, 5, 12}}));
  }

  @Test
  void hessianOfSomethingCurved() {
    Expr objective = softmax(X).at(0, 1);
    Map<Expr, Tensor> at = Map.of(X, Tensor.vector(0.2, -0.4, 1));
    Expr hessian = Jacobian.hessian(objective, X);
    assertThat(GradientCheck.first(Gradient::of, hessian, List.of(X), at)).isEmpty();
    Tensor value = Interpreter.evaluate(hessian, at);
    Numbers.assertClose(
        Interpreter.evaluate(Expr.constant(value).transpose(), Map.of()), value, 1e-15);
  }
}
