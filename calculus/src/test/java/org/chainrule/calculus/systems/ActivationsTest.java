package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Activations and their derivatives. */
class ActivationsTest {
  private static final Expr X = Expr.variable("x", 14);

  record Activation(String name, UnaryOperator<Expr> function) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Activation> activations() {
    return List.of(
        new Activation("sigmoid", Functions::sigmoid),
        new Activation("tanh", Functions::tanh),
        new Activation("relu", Functions::relu),
        new Activation("leakyRelu", x -> Functions.leakyRelu(x, 0.01)),
        new Activation("elu", x -> Functions.elu(x, 1)),
        new Activation("gelu", Functions::gelu),
        new Activation("silu", Functions::silu),
        new Activation("softplus", Functions::softplus),
        new Activation("identity", x -> x));
  }

  /** Where a formula subtracts nearly equal numbers, the error is that of the larger ones. */
  @ParameterizedTest
  @MethodSource("activations")
  void valueAndDerivative(Activation activation) {
    Map<Expr, Tensor> at = Map.of(X, Truth.of("activation x"));
    Expr y = activation.function.apply(X);
    Expr slope = Gradient.by(y.sum(), X);
    assertNear(Interpreter.evaluate(y, at), Truth.of("activation " + activation.name));
    assertNear(
        Interpreter.evaluate(slope, at), Truth.of("activation " + activation.name + " slope"));
  }

  private static void assertNear(Tensor actual, Tensor expected) {
    assertThat(actual.toArray()).containsExactly(expected.toArray(), within(1e-15));
    for (int i = 0; i < expected.shape().elements(); i++) {
      assertThat(actual.at(i))
          .isCloseTo(expected.at(i), within(1e-12 * Math.abs(expected.at(i)) + 4e-16));
    }
  }
}
