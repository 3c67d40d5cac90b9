package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.chainrule.calculus.Jacobian;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shape and value of Jacobians of the simplest functions. */
class JacobiansTest {
  private static final Expr W = Expr.variable("w", 3);
  private static final Expr X = Expr.variable("x", 3);
  private static final Expr M = Expr.variable("X", 2, 3);
  private static final Expr MANY = Expr.variable("W", 4, 3);
  private static final Tensor W_VALUE = Truth.random(new Random(13), 3);
  private static final Tensor X_VALUE = Truth.random(new Random(14), 3);
  private static final Tensor M_VALUE = Truth.random(new Random(15), 2, 3);
  private static final Map<Expr, Tensor> AT =
      Map.of(W, W_VALUE, X, X_VALUE, M, M_VALUE, MANY, Truth.random(new Random(16), 4, 3));

  /** ∂y/∂x, and each of its elements by its index. */
  record Case(String name, Expr y, Expr x, Shape shape, ToDoubleFunction<int[]> element) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> cases() {
    return List.of(
        new Case("a constant", Expr.constant(5), W, Shape.of(3), i -> 0),
        new Case("‖w‖²", W.power(2).sum(), W, Shape.of(3), i -> 2 * W_VALUE.at(i[0])),
        new Case("‖w‖² as wᵀw", W.matmul(W), W, Shape.of(3), i -> 2 * W_VALUE.at(i[0])),
        new Case("wᵀx", W.matmul(X), W, Shape.of(3), i -> X_VALUE.at(i[0])),
        new Case("X w", M.matmul(W), W, Shape.of(2, 3), i -> M_VALUE.get(i[0], i[1])),
        new Case("w", W, W, Shape.of(3, 3), i -> i[0] == i[1] ? 1 : 0),
        new Case(
            "w ∘ w", W.times(W), W, Shape.of(3, 3), i -> i[0] == i[1] ? 2 * W_VALUE.at(i[0]) : 0),
        new Case(
            "X Wᵀ by W",
            M.matmul(MANY.transpose()),
            MANY,
            Shape.of(2, 4, 4, 3),
            i -> i[1] == i[2] ? M_VALUE.get(i[0], i[3]) : 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void jacobian(Case c) {
    Tensor jacobian = Interpreter.evaluate(Jacobian.of(c.y, c.x), AT);
    assertThat(jacobian.shape()).isEqualTo(c.shape);
    double[] expected = new double[c.shape.elements()];
    for (int i = 0; i < expected.length; i++) {
      expected[i] = c.element.applyAsDouble(c.shape.index(i));
    }
    Truth.assertTrue(jacobian, Tensor.of(c.shape, expected));
  }
}
