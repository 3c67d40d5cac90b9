package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.explain.check.Equality.Result;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EqualityTest {
  /** Both formulas in one program, so that they have the same variables. */
  private static Result compare(String a, String b) {
    FormulaProgram program =
        FormulaProgram.parse("a = " + a + "\nb = " + b + "\nc = a - b", Given.NOTHING);
    Expr difference = program.objective().value();
    return Equality.of(difference.input(0), difference.input(1));
  }

  /** Logarithms of bases have constants that are rounded numbers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "log10(x) | ln(x)/ln(10)",
        "log2(x) | ln(x)/ln(2)",
        "x*log10(1000) | 3*x",
        "10^x | exp(x*ln(10))",
        "7^x | exp(x*1.945910149055313)"
      })
  void roundedConstantsAreAsGoodAsTheirDigits(String a, String b) {
    assertThat(compare(a, b)).isInstanceOf(Result.Equal.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"log10(x) | ln(x)/2.302585092995", "exp(x) | exp(x)*(1 + 1e-13)", "x | x + 1e-9"})
  void smallDifferencesAreSeen(String a, String b) {
    assertThat(compare(a, b)).isInstanceOf(Result.Different.class);
  }

  @Test
  void otherNumbersAtAKinkAreTold() {
    assertThat(compare("x*[x > 0]", "x*[x >= 0]"))
        .isInstanceOfSatisfying(Result.Equal.class, same -> assertThat(same.remarks()).isEmpty());
    assertThat(compare("[x > 0] + 0*x", "[x >= 0] + 0*x"))
        .isInstanceOfSatisfying(
            Result.Equal.class,
            same ->
                assertThat(same.remarks())
                    .containsExactly("where x = 0 the answer is 0, and the claim 1"));
    assertThat(compare("[x > 3] + 0*x", "[x >= 3] + 0*x"))
        .isInstanceOfSatisfying(
            Result.Equal.class,
            same ->
                assertThat(same.remarks())
                    .containsExactly("where x = 3 the answer is 0, and the claim 1"));
  }
}
