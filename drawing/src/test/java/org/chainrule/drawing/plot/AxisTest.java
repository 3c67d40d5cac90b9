package org.chainrule.drawing.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {
  private static List<String> texts(Axis axis) {
    return axis.ticks().stream().map(Axis.Tick::text).toList();
  }

  @Test
  void ticksAreRoundNumbersThatHoldTheRange() {
    Axis axis = Axis.linear(0, 2.25);
    assertThat(texts(axis)).containsExactly("0.0", "0.5", "1.0", "1.5", "2.0", "2.5");
    assertThat(texts(Axis.linear(93.5, 100))).containsExactly("92", "94", "96", "98", "100");
    assertThat(texts(Axis.linear(-0.03, 0.04)))
        .containsExactly("−0.04", "−0.02", "0.00", "0.02", "0.04");
    assertThat(texts(Axis.linear(0, 250_000))).startsWith("0", "50,000").endsWith("250,000");
  }

  @Test
  void aNarrowOrMissingRangeStillHasAnAxis() {
    assertThat(Axis.linear(5, 5).low()).isLessThanOrEqualTo(5);
    assertThat(Axis.linear(5, 5).high()).isGreaterThan(5);
    assertThat(Axis.of(new double[0]).low()).isZero();
    assertThat(Axis.of(new double[0]).high()).isOne();
  }

  @Test
  void lossesAreMeasuredFromZeroOrByFactors() {
    assertThat(Axis.of(new double[] {0.5, 1.9})).matches(axis -> !axis.logarithmic());
    assertThat(Axis.of(new double[] {0.5, 1.9}).low()).isZero();
    assertThat(Axis.of(new double[] {0, 1000})).matches(axis -> !axis.logarithmic());
    Axis wide = Axis.of(new double[] {0.021, 1.78, 0.3});
    assertThat(wide.logarithmic()).isTrue();
    assertThat(texts(wide)).containsExactly("0.02", "0.05", "0.1", "0.2", "0.5", "1", "2");
    assertThat(texts(Axis.of(new double[] {3e-9, 0.2})))
        .containsExactly("10⁻⁸", "10⁻⁶", "10⁻⁴", "10⁻²");
  }

  @Test
  void theLargestNumbersHaveAnAxis() {
    Axis wide = Axis.of(new double[] {1e-7, 1.7e308});
    assertThat(wide.share(1e-7)).isBetween(0.0, 0.1);
    assertThat(wide.share(1.7e308)).isBetween(0.9, 1.0);
    assertThat(texts(wide)).hasSizeBetween(3, 8);
    assertThat(Axis.linear(0, 1.7e308).share(1.7e308)).isBetween(0.5, 1.0);
  }

  @Test
  void epochsAreWholeNumbers() {
    assertThat(texts(Axis.counting(1))).containsExactly("1");
    assertThat(texts(Axis.counting(2))).containsExactly("1", "2");
    assertThat(texts(Axis.counting(7))).containsExactly("1", "2", "3", "4", "5", "6", "7");
    assertThat(texts(Axis.counting(30))).containsExactly("1", "5", "10", "15", "20", "25", "30");
    assertThat(texts(Axis.counting(1000)))
        .containsExactly(
            "1", "100", "200", "300", "400", "500", "600", "700", "800", "900", "1,000");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1.25, 0.5", "2.5, 1"})
  void equalLengthsAreEqualDifferences(double value, double share) {
    assertThat(Axis.linear(0, 2.25).share(value)).isEqualTo(share, within(1e-12));
  }

  @ParameterizedTest
  @CsvSource({"0.01, 0", "0.1, 0.25", "1, 0.5", "100, 1"})
  void equalLengthsAreEqualFactors(double value, double share) {
    assertThat(Axis.of(new double[] {0.01, 100}).share(value)).isEqualTo(share, within(1e-12));
  }
}
