package org.chainrule.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.chainrule.bench.data.Examples;
import org.chainrule.bench.network.Networks;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
  private static Training workload(Unit unit) {
    return new Training(
        "w",
        "",
        unit,
        Networks.perceptron(Activation.RELU, 1, 1),
        new Sgd(1),
        1,
        1,
        () -> Examples.binary(1, 1, 1, 1));
  }

  /** 8 examples in 2, 4 or 16 seconds at 24 operations, on two threads of 1.5 a second each. */
  @ParameterizedTest
  @CsvSource({"EXAMPLES_PER_SECOND,2", "MICROSECONDS,500000", "SECONDS,4"})
  void figuresAndPeak(Unit unit, double median) {
    Conditions conditions = new Conditions(2, 3, 1, 1.5, Optional.empty());
    int examples = unit == Unit.SECONDS ? 1 : 8;
    Measurement m =
        Measurement.of(workload(unit), conditions, List.of(4.0, 16.0, 2.0), examples, 24, "");
    assertThat(m.threads()).isEqualTo(2);
    assertThat(m.median()).isEqualTo(median);
    assertThat(m.peakFraction()).hasValue(2);
  }

  @Test
  void medianAndSpread() {
    Conditions conditions = new Conditions(1, 4, 1, 1, Optional.empty());
    List<Double> seconds = List.of(5.0, 1.0, 3.0, 2.0);
    Measurement m = Measurement.of(workload(Unit.SECONDS), conditions, seconds, 1, "");
    assertThat(m.median()).isEqualTo(2.5);
    assertThat(m.least()).isEqualTo(1);
    assertThat(m.most()).isEqualTo(5);
    assertThat(m.samples()).isEqualTo(seconds);
  }

  @Test
  void nothingMeasuredIsNoMeasurement() {
    assertThatThrownBy(
            () ->
                Measurement.of(
                    workload(Unit.SECONDS),
                    new Conditions(1, 1, 1, 1, Optional.empty()),
                    List.of(),
                    1,
                    ""))
        .hasMessage("w: no samples");
    assertThatThrownBy(() -> new Conditions(0, 1, 1, 1, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePeakIsThatOfARealProcessor() {
    // A thousandth of a processor of 1 GHz that others use too, and four units of 512 bits at 10
    // GHz.
    assertThat(Peak.measure()).isBetween(1e6, 4 * 16 * 2 * 10e9);
  }
}
