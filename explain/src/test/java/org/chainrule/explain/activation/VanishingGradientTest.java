package org.chainrule.explain.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Locale;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VanishingGradientTest {
  private static final double[] X = {.5, -1, 2};

  private static ActivationFunction function(String name) {
    return ActivationFunction.of(name, Given.NOTHING);
  }

  /** |∂h_T/∂h_1| ≤ (|w2|/4)^(T−1) for every T up to 200. */
  @Test
  void theSigmoidsBoundHolds() {
    VanishingGradient gradient =
        VanishingGradient.throughTime(function("sigmoid"), .7, -1.3, X, 200);
    assertThat(gradient.measured()).hasSize(200);
    for (int t = 0; t < 200; t++) {
      assertThat(gradient.bound().get(t))
          .isCloseTo(Math.pow(1.3 / 4, t), within(1e-12 * Math.pow(1.3 / 4, t)));
      assertThat(gradient.measured().get(t))
          .isPositive()
          .isLessThanOrEqualTo(gradient.bound().get(t));
    }
  }

  /** The product of local derivatives is what differentiation of the whole network gives. */
  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "tanh", "softplus"})
  void measuredIsTheDerivative(String activation) {
    FormulaProgram program =
        FormulaProgram.parse(
            String.format(Locale.ROOT, "h_t = %s(w1*x_t + w2*h_{t-1}) for t = 1..6", activation),
            Given.NOTHING.at("x = [.5, -1, 2, .5, -1, 2], w1 = .7, w2 = -1.3"));
    Expr slope = Gradient.by(program.node("h_6"), program.node("h_1"));
    Map<Expr, Tensor> at = new java.util.HashMap<>(program.values());
    at.put(program.node("h_0"), Tensor.scalar(0));
    double expected = Math.abs(Interpreter.evaluate(slope, at).item());
    VanishingGradient gradient =
        VanishingGradient.throughTime(function(activation), .7, -1.3, X, 6);
    assertThat(gradient.measured().get(5)).isCloseTo(expected, within(1e-12 * expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sigmoid", "tanh", "relu", "gelu", "identity"})
  void theBoundHoldsThroughDepth(String activation) {
    VanishingGradient gradient = VanishingGradient.throughDepth(function(activation), 24, 30, 1, 5);
    assertThat(gradient.measured()).hasSize(31);
    for (int l = 0; l <= 30; l++) {
      assertThat(gradient.measured().get(l)).isLessThanOrEqualTo(gradient.bound().get(l));
    }
  }

  /** The sigmoid's gradient is gone after thirty layers, the rectifier's with He's gain is not. */
  @Test
  void activationsDiffer() {
    double sigmoid =
        VanishingGradient.throughDepth(function("sigmoid"), 64, 30, 1, 1).measured().get(30);
    double relu =
        VanishingGradient.throughDepth(function("relu"), 64, 30, Math.sqrt(2), 1)
            .measured()
            .get(30);
    assertThat(sigmoid).isLessThan(1e-15);
    assertThat(relu).isBetween(1e-3, 1e3);
  }
}
