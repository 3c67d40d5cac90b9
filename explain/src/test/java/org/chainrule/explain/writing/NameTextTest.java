package org.chainrule.explain.writing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameTextTest {
  @ParameterizedTest
  @CsvSource({"y_hat,ŷ", "y_hat1,ŷ1", "yhat,ŷ", "alpha,α", "omega_2,ω_2", "what,what", "x1,x1"})
  void names(String name, String written) {
    assertThat(NameText.of(name)).isEqualTo(written);
  }
}
