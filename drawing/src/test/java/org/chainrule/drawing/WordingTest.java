package org.chainrule.drawing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.0207, 0.02070",
    "1.78455, 1.785",
    "95.071, 95.07",
    "-3.5, −3.500",
    "12345.6, 12346",
    "0.0001, 0.0001000",
    "0.00001234, 1.234e−05",
    "6.02214e23, 6.022e+23",
    "NaN, NaN",
    "Infinity, ∞",
    "-Infinity, −∞"
  })
  void numbersHaveFourSignificantDigits(double value, String text) {
    assertThat(Wording.number(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.005, 0.005", "1e-5, 0.00001", "10, 10", "NaN, NaN"})
  void chosenNumbersHaveTheirOwnDigits(double value, String text) {
    assertThat(Wording.exact(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 %", "0.614, 61 %", "0.994, 99 %", "0.9999, > 99 %", "1, 100 %", "NaN, NaN %"})
  void onlyCertaintyIsHundredPerCent(double probability, String text) {
    assertThat(Wording.probability(probability)).isEqualTo(text.replace(' ', '\u00A0'));
  }

  @Test
  void countsAndShares() {
    assertThat(Wording.count(1234567)).isEqualTo("1,234,567");
    assertThat(Wording.percent(0.97456, 2)).isEqualTo("97.46\u00A0%");
  }

  @Test
  void namesThatRunToTheLeftAreKeptToThemselves() {
    assertThat(Wording.isolate("seven")).isEqualTo("seven");
    assertThat(Wording.isolate("שבע")).isEqualTo("\u2068שבע\u2069");
  }

  @Test
  void longTextIsCutWithoutTearingCharacters() {
    assertThat(Wording.fit("versicolor", 10, 60)).isEqualTo("versicolor");
    assertThat(Wording.fit("versicolor", 10, 36)).isEqualTo("versi…");
    assertThat(Wording.fit("𝒳𝒳𝒳", 10, 20)).isEqualTo("𝒳…");
    assertThat(Wording.fit("long", 10, 0)).isEqualTo("…");
  }
}
