package org.chainrule.calculus;

import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.argMax;
import static org.chainrule.graph.Functions.elu;
import static org.chainrule.graph.Functions.equal;
import static org.chainrule.graph.Functions.leakyRelu;
import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.logSumExp;
import static org.chainrule.graph.Functions.maximum;
import static org.chainrule.graph.Functions.minimum;
import static org.chainrule.graph.Functions.norm;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sign;
import static org.chainrule.graph.Functions.softplus;
import static org.chainrule.graph.Functions.sqrt;
import static org.chainrule.graph.Functions.tanh;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Select;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Derivatives where functions are not smooth, at ties and far out, forward and reverse. */
class KinksTest {
  private static final double INF = POSITIVE_INFINITY;
  private static final Expr X = Expr.variable("x");
  private static final Expr Y = Expr.variable("y");
  private static final Expr V = Expr.variable("v", 4);

  /** A function of one number, a place, and the derivative there. */
  record Slope(String name, UnaryOperator<Expr> function, double x, double derivative) {
    @Override
    public String toString() {
      return name + " at " + x;
    }
  }

  static List<Slope> slopes() {
    return List.of(
        new Slope("abs", x -> abs(x), 0, 0),
        new Slope("abs", x -> abs(x), -0.0, 0),
        new Slope("abs", x -> abs(x), -1e-300, -1),
        new Slope("relu", x -> relu(x), 0, 0),
        new Slope("relu", x -> relu(x), -0.0, 0),
        new Slope("relu", x -> relu(x), Double.MIN_VALUE, 1),
        new Slope("relu by 1", x -> relu(x, 1), 0, 1),
        new Slope("relu by 1", x -> relu(x, 1), -0.0, 1),
        new Slope("relu by 1", x -> relu(x, 1), -Double.MIN_VALUE, 0),
        new Slope("leaky relu", x -> leakyRelu(x, 0.01), 0, 0.01),
        new Slope("leaky relu", x -> leakyRelu(x, 0.01), -0.0, 0.01),
        new Slope("elu", x -> elu(x, 0.25), 0, 0.25),
        new Slope("elu", x -> elu(x, 0.25), 1e-9, 1),
        new Slope("elu", x -> elu(x, 0.25), -1e4, 0),
        new Slope("elu", x -> elu(x, 0.25), 1e4, 1),
        new Slope("sign", x -> sign(x), 0, 0),
        new Slope("x⁰", x -> x.power(0), 0, 0),
        new Slope("x¹", x -> x.power(1), 0, 1),
        new Slope("x²", x -> x.power(2), 0, 0),
        new Slope("1/x", x -> x.power(-1), INF, -0.0),
        new Slope("sqrt", x -> sqrt(x), 0, INF),
        new Slope("ln", x -> log(x), 0, INF),
        new Slope("sigmoid", x -> sigmoid(x), 1e4, 0),
        new Slope("sigmoid", x -> sigmoid(x), -1e4, 0),
        new Slope("sigmoid", x -> sigmoid(x), 0, 0.25),
        new Slope("tanh", x -> tanh(x), 1e4, 0),
        new Slope("softplus", x -> softplus(x), 1e4, 1),
        new Slope("softplus", x -> softplus(x), -1e4, 0),
        new Slope("norm", x -> norm(x), 0, NaN));
  }

  @ParameterizedTest
  @MethodSource("slopes")
  void derivativeOfOneNumber(Slope slope) {
    Map<Expr, Tensor> at = Map.of(X, Tensor.scalar(slope.x));
    Expr y = slope.function.apply(X);
    Tensor expected = Tensor.scalar(slope.derivative + 0.0);
    assertThat(positive(Interpreter.evaluate(Gradient.by(y, X), at))).isEqualTo(expected);
    assertThat(positive(Interpreter.evaluate(Tangent.of(y, X, Expr.constant(1)), at)))
        .isEqualTo(expected);
  }

  /** Zeros lose their sign. */
  private static Tensor positive(Tensor tensor) {
    return Tensor.of(tensor.shape(), Arrays.stream(tensor.toArray()).map(v -> v + 0.0).toArray());
  }

  @Test
  void equalOperandsShareTheDerivativeOfMaximumAndMinimum() {
    assertThat(gradient(maximum(X, Y), 2, 2)).containsExactly(0.5, 0.5);
    assertThat(gradient(maximum(X, Y), 0, -0.0)).containsExactly(0.5, 0.5);
    assertThat(gradient(maximum(X, Y), 3, 2)).containsExactly(1, 0);
    assertThat(gradient(minimum(X, Y), 2, 2)).containsExactly(0.5, 0.5);
    assertThat(gradient(minimum(X, Y), 3, 2)).containsExactly(0, 1);
  }

  @Test
  void comparisonsHaveNoDerivative() {
    assertThat(gradient(less(X, Y), 1, 2)).containsExactly(0, 0);
    assertThat(gradient(equal(X, Y), 1, 1)).containsExactly(0, 0);
  }

  @Test
  void theLargestShareTheDerivativeOfTheMaximum() {
    assertThat(gradient(V.max(), 1, 3, 3, 2)).containsExactly(0, 0.5, 0.5, 0);
    assertThat(gradient(V.max(), 5, 5, 5, 5)).containsExactly(0.25, 0.25, 0.25, 0.25);
    assertThat(gradient(V.max(), -INF, 1, 0, 0)).containsExactly(0, 1, 0, 0);
    assertThat(gradient(argMax(V), 1, 2, 3, 4)).containsExactly(0, 0, 0, 0);
  }

  @Test
  void logSumExpDoesNotOverflow() {
    assertThat(gradient(logSumExp(V), 1e4, 1e4, -1e4, 0))
        .containsExactly(new double[] {0.5, 0.5, 0, 0}, within(1e-12));
    assertThat(gradient(logSumExp(V), -INF, 1, -INF, 1))
        .containsExactly(new double[] {0, 0.5, 0, 0.5}, within(1e-15));
  }

  @Test
  void theDerivativeOfAChoiceGoesToTheChosen() {
    Expr positive = less(Expr.constant(0), X);
    assertThat(gradient(Select.of(positive, X.times(3), Y), 1, NaN)).containsExactly(3, 0);
    assertThat(gradient(Select.of(positive, X.times(3), Y), -1, 7)).containsExactly(0, 1);
  }

  @Test
  void anInfiniteDerivativeIsKeptOutOfAChoiceByChoosingItsArgument() {
    Expr positive = less(Expr.constant(0), X);
    Expr careless = Select.of(positive, log(X), Expr.constant(0));
    Expr careful =
        Select.of(positive, log(Select.of(positive, X, Expr.constant(1))), Expr.constant(0));
    assertThat(Interpreter.evaluate(careless, Map.of(X, Tensor.scalar(0))).item()).isZero();
    assertThat(gradient(careless, 0)).containsExactly(NaN);
    assertThat(gradient(careful, 0)).containsExactly(0);
    assertThat(gradient(careful, 2)).containsExactly(0.5);
  }

  /** The gradient by v, or by x and y. */
  private static double[] gradient(Expr objective, double... at) {
    if (at.length == 4) {
      Map<Expr, Tensor> values = Map.of(V, Tensor.vector(at));
      return Interpreter.evaluate(Gradient.by(objective, V), values).toArray();
    }
    List<Expr> variables = List.of(X, Y).subList(0, at.length);
    Map<Expr, Tensor> values = Map.of(X, Tensor.scalar(at[0]), Y, Tensor.scalar(at[at.length - 1]));
    return Interpreter.evaluate(Gradient.of(objective, variables).values(), values).stream()
        .mapToDouble(Tensor::item)
        .toArray();
  }
}
