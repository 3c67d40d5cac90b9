package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceTest {
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 1e3, 1e6, 1e9})
  void besideALargeConstantAWrongDerivativeIsFound(double constant) {
    tells(x -> constant + Math.sin(0.3 + x), Math.cos(0.3), 1 + constant, 1e-4);
    tells(x -> constant - Math.tanh(1 + 5 * x), -5 / Math.pow(Math.cosh(1), 2), 5 + constant, 1e-4);
    tells(x -> constant + Math.log(0.02 + x), 50, 5 + constant, 1e-4);
  }

  /** A derivative of 0.01 beside a sum of 10⁴ is off by no more than its hundred-thousandth. */
  @Test
  void ofASmallDerivativeOfALargeSum() {
    tells(x -> 1e4 + 0.01 * Math.exp(x), 0.01, 1e4, 1e-5);
  }

  /** 1 + … + 300 is 45150. */
  @Test
  void ofSumsOf300Terms() {
    tells(
        x -> IntStream.rangeClosed(1, 300).mapToDouble(i -> Math.sin(i * x)).sum(),
        45150,
        300,
        1e-5);
    tells(
        x -> IntStream.rangeClosed(1, 300).mapToDouble(i -> Math.pow(i * (x + 7.1), 2)).sum(),
        2 * 7.1 * 300 * 301 * 601 / 6,
        1e9,
        1e-5);
  }

  @Test
  void besideAKinkOrTheEndOfADomain() {
    tells(x -> 3 * Math.abs(0.01 + x) + 2 * x, 5, 1, 1e-5);
    tells(x -> Math.sqrt(0.01 + x), 5, 1, 1e-5);
    assertThat(Difference.of(x -> Math.sqrt(-1 + x), 1).tells(1)).isFalse();
    assertThat(Difference.of(Math::abs, 1).excludes(0, 0)).isFalse();
    assertThat(Difference.of(x -> x < 0 ? 0 : 1, 1).tells(1)).isFalse();
  }

  @Test
  void ofAFlatFunctionNothingButZeroIsRight() {
    assertThat(Difference.of(_ -> 1e6, 1e6).tells(0)).isTrue();
    assertThat(Difference.of(_ -> 1e6, 1e6).excludes(0, 0)).isFalse();
    assertThat(Difference.of(_ -> 1e6, 1e6).excludes(1e-6, 1e-6)).isTrue();
  }

  /** Values that are off by far more than rounding explains make no right derivative wrong. */
  @Test
  void whatNoiseHidesIsNotExcluded() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      double noise = Math.pow(10, -14 + 10 * random.nextDouble());
      DoubleUnaryOperator noisy = x -> Math.sin(0.3 + x) + noise * random.nextGaussian();
      assertThat(Difference.of(noisy, 1).excludes(Math.cos(0.3), 1)).as("seed %s", seed).isFalse();
    }
  }

  private static void tells(
      DoubleUnaryOperator function, double derivative, double magnitude, double wrong) {
    Difference difference = Difference.of(function, magnitude);
    double size = Math.abs(derivative);
    assertThat(difference.tells(size)).as("%s", difference).isTrue();
    assertThat(difference.excludes(derivative, size)).as("%s", difference).isFalse();
    for (double factor : new double[] {1 - wrong, 1 + wrong}) {
      assertThat(difference.excludes(derivative * factor, size)).as("%s", difference).isTrue();
    }
  }
}
