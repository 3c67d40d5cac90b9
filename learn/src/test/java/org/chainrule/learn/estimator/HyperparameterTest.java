package org.chainrule.learn.estimator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HyperparameterTest {
  /** What Python 3 prints for these, but for the 0 of 200.0. */
  @ParameterizedTest
  @CsvSource({
    "0.0001",
    "0.00012",
    "1e-05",
    "7.69448e-06",
    "1e-08",
    "1.5e-100",
    "-2e-07",
    "0",
    "200",
    "0.5",
    "inf"
  })
  void numbersAreWrittenAsByPython(String text) {
    double number = text.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    assertThat(Hyperparameter.text(number)).isEqualTo(text);
  }
}
