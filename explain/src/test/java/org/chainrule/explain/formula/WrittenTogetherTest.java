package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products of letters without a sign between them. */
class WrittenTogetherTest {
  private static final Given GIVEN =
      Given.NOTHING
          .shape("W: n,d; x: d; b, c: n; u_t: d; S: d,d")
          .at("w=2, w1=1, y=3, p=1, pq=2, q=5, ab=1, a=1");

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "Wx + b ~ W*x + b",
        "w1y ~ w1*y",
        "2wy ~ 2*w*y",
        "b'Wx ~ b'*W*x",
        "bx' ~ b*x'",
        "(Wx)' ~ (W*x)'",
        "wy^2 ~ w*y^2",
        "(wy)^2 ~ (w*y)^2",
        "x^TSx ~ x'*S*x",
        "ye^w ~ y*exp(w)",
        "ysin(w) ~ y*sin(w)",
        "wx_2 ~ w*x_2",
        "wx[2] ~ w*x[2]",
        "Wu_1 ~ W*u_1",
        "bc' ~ b*c'",
        "b'cb ~ (b'*c)*b",
        "sum(n=1..2, ny) ~ sum(n=1..2, n*y)",
        "yπ ~ y*π",
        "aa ~ a*a",
        "wxi ~ wxi",
        "wt ~ wt",
      })
  void meanTheSame(String one, String other) {
    FormulaProgram program = FormulaProgram.parse(one, GIVEN);
    assertThat(program.objective().value())
        .isSameAs(FormulaProgram.parse(other, GIVEN).objective().value());
  }

  /** The names that a formula has are known to its answers. */
  @Test
  void inAnswers() {
    FormulaProgram program = FormulaProgram.parse("J = (w*x + b)^2");
    assertThat(program.read("2(wx + b)x").value()).isSameAs(program.read("2*(w*x + b)*x").value());
  }

  @Test
  void declaredWholeNamesWin() {
    assertThat(FormulaProgram.parse("wx + w*x", Given.NOTHING.at("w=1, x=2, wx=5")).variables())
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "w + pqy; 5; 3; pqy may be p·q·y or pq·y, write a space or a sign between the factors",
        "1/wy; 3; 2; this may be a/(b c) or (a/b) c",
      })
  void manyMeaningsAreRefused(String text, int column, int width, String problem) {
    FormulaException error =
        catchThrowableOfType(FormulaException.class, () -> FormulaProgram.parse(text, GIVEN));
    assertThat(error).as(text).isNotNull();
    assertThat(error.problem().replace(';', ',')).startsWith(problem);
    assertThat(error.column()).isEqualTo(column);
    assertThat(error.getMessage()).endsWith(" " + "^".repeat(width));
  }

  @Test
  void whatIsMissingIsNamed() {
    FormulaProgram program = FormulaProgram.parse("J = (w*x + b)^2");
    FormulaException error =
        catchThrowableOfType(FormulaException.class, () -> program.read("2 wz"));
    assertThat(error.problem())
        .startsWith("nothing is called wz, and the product w·z has z, which is unknown");
  }
}
