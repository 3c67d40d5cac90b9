package org.chainrule.explain.number;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values in decimals; from π/2 − 1/x + 1/(3x³) − 1/(5x⁵) with π to 60 digits, by hand. */
class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "4e7, 1.57079630179489661923132689997308477543",
    "1e9, 1.57079632579489661923132169197308477543",
    "1e15, 1.57079632679489561923132169163975144210"
  })
  void arctanOfLargeNumbersHasAllDigits(BigDecimal x, BigDecimal expected) {
    BigDecimal off = new Decimals().atan(x).subtract(expected);
    assertThat(off.abs()).isLessThan(new BigDecimal("1e-37"));
    assertThat(new Decimals().atan(x.negate()).add(expected).abs())
        .isLessThan(new BigDecimal("1e-37"));
  }
}
