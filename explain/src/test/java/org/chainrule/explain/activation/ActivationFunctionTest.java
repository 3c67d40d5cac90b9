package org.chainrule.explain.activation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Ranges and limits are those that calculus gives; numbers to ten digits are from mpmath. */
class ActivationFunctionTest {
  private static ActivationFunction of(String name) {
    return ActivationFunction.of(name, Given.NOTHING);
  }

  static Iterable<String> names() {
    return ActivationFunction.DEFINITIONS.keySet();
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDefinitionIsTheFunction(String name) {
    double[] places = {-30, -3, -1, -0.1, 0, 0.1, 1, 3, 30};
    ActivationFunction function = of(name);
    assertThat(of(function.definition()).values(places))
        .containsExactly(function.values(places), within(1e-11));
  }

  @ParameterizedTest
  @MethodSource("names")
  void theDerivativeInWritingIsTheDerivative(String name) {
    ActivationFunction function = of(name);
    String[] cases = function.derivative().split(" if x > 0, else ", -1);
    double[] left = {-30, -3, -1, -0.1, -1e-9};
    double[] right = {1e-9, 0.1, 1, 3, 30};
    assertThat(of(cases[0]).values(right)).containsExactly(function.slopes(right), within(1e-11));
    assertThat(of(cases[cases.length - 1]).values(left))
        .containsExactly(function.slopes(left), within(1e-11));
  }

  @Test
  void theDerivativeOfAFormulaIsDerived() {
    assertThat(of("x/(1 + |x|)").derivative()).isEqualTo("(1 − f·sign(x))/(1 + |x|)");
    assertThat(ActivationFunction.of("relu", Given.NOTHING.reluAtZero(1)).derivative())
        .isEqualTo("1 if x ≥ 0, else 0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigmoid|(0, 1)|(0, 0.2500]",
        "tanh|(−1, 1)|(0, 1]",
        "relu|[0, ∞)|[0, 1]",
        "leakyrelu|(−∞, ∞)|[0.01000, 1]",
        "elu|(−1, ∞)|(0, 1]",
        "gelu|[−0.1700, ∞)|[−0.1289, 1.129]",
        "silu|[−0.2785, ∞)|[−0.09984, 1.100]",
        "softplus|(0, ∞)|(0, 1)",
        "identity|(−∞, ∞)|[1, 1]",
        "sin(x)|[−1, 1]|[−1, 1]",
        "exp(-x^2)|(0, 1]|[−0.8578, 0.8578]",
        "x^2 + 3|[3, ∞)|(−∞, ∞)",
        "5|[5, 5]|[0, 0]",
      })
  void ranges(String name, String range, String slopes) {
    ActivationFunction function = of(name);
    assertThat(function.range().toString()).isEqualTo(range);
    assertThat(function.slopeRange().toString()).isEqualTo(slopes);
  }

  /** min gelu = −0.16997120747990369 at −0.75179; min silu = −0.27846454276107380 at −1.27846. */
  @Test
  void minimaAreExact() {
    assertThat(of("gelu").range().low()).isCloseTo(-0.16997120747990369, within(1e-12));
    assertThat(of("silu").range().low()).isCloseTo(-0.27846454276107380, within(1e-12));
    assertThat(of("sigmoid").slopeRange().high()).isEqualTo(0.25);
    assertThat(of("sigmoid").slopeRange().summit()).hasValue(0);
    assertThat(of("relu").slopeRange().summit()).isEmpty();
  }

  /** σ'(x) = ε where x = ±2 arcosh(1/(2√ε)); 1 − tanh² = ε where x = ±artanh √(1 − ε). */
  @Test
  void saturation() {
    Saturation sigmoid = of("sigmoid").saturation(0.01);
    assertThat(sigmoid.above().orElseThrow()).isCloseTo(4.584863339122, within(1e-9));
    assertThat(sigmoid.below().orElseThrow()).isCloseTo(-4.584863339122, within(1e-9));
    Saturation tanh = of("tanh").saturation(1e-3);
    assertThat(tanh.above().orElseThrow()).isCloseTo(4.146774726249, within(1e-9));
    Saturation relu = of("relu").saturation(0.01);
    assertThat(relu.below()).hasValue(0);
    assertThat(relu.above()).isEmpty();
    assertThat(of("identity").saturation(0.01).words()).isEqualTo("nowhere");
    assertThat(of("leakyrelu").saturation(0.001).words()).isEqualTo("nowhere");
  }

  @Test
  void whatIsNoFunctionOfOneNumberIsRefused() {
    assertThatThrownBy(() -> of("sigmod")).hasMessageContaining("there are sigmoid, tanh");
    assertThatThrownBy(() -> of("x*y"))
        .hasMessageStartingWith("x*y is no function of one number x");
  }
}
