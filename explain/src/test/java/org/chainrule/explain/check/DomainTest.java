package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where claims have values and where they are compared; verdicts were found by hand. */
class DomainTest {
  private static Verdict judge(String formula, String claim) {
    return ProgramQuestion.derivative(FormulaProgram.parse(formula, Given.NOTHING), "x")
        .judge(claim);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(x^2)^1.5 | 3 sqrt(x)^4",
        "relu(x) | x/relu(x)",
        "relu(w*x+b) | w (w*x+b)/relu(w*x+b)",
        "abs(x) | relu(x)/relu(x) - relu(-x)/relu(-x)",
        "relu(x) | relu(x)/relu(x)",
        "abs(x) | relu(x)/relu(x)",
        "abs(x) | sqrt(x)/sqrt(x)",
        "x^2/2 | sqrt(x)*sqrt(x)",
        "x^2/2 | exp(ln(x))",
        "x y | ln(exp(y - y))/ln(1) + y",
        "x^2 + y | 2 x + 0*ln(y)",
      })
  void aClaimWithoutValueInARegionIsNotRight(String formula, String claim) {
    assertThat(judge(formula, claim))
        .as(claim)
        .isInstanceOfSatisfying(
            Verdict.CannotTell.class,
            unknown -> assertThat(unknown.why()).contains("the claim has no value at"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"sqrt(x^2) | exp(ln(x))", "sqrt(x^2) | sqrt(x)/sqrt(x)*x"})
  void aFormWithoutValueInARegionIsNotRight(String formula, String claim) {
    assertThat(form(formula, claim))
        .isEqualTo(
            new Verdict.CannotTell("the claim has no value at x = −1, where the answer has one"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^2/2 | x^2/x",
        "abs(x) | x/abs(x)",
        "abs(x) | sqrt(x^2)/x",
        "ln(x)+abs(x) | 1/x + 1",
        "ln(x) | 1/abs(x)",
        "ln(x) | 1/sqrt(x^2)",
        "relu(x)+ln(x) | 1 + 1/x",
        "relu(x)*ln(x) | ln(x) + 1",
        "sqrt(x) | 1/(2 sqrt(abs(x)))",
        "x ln(x) - x | ln(x)",
        "-y ln(sigma(x)) - (1-y) ln(1-sigma(x)) | sigma(x) - y",
        "-y ln(sigma(x)) - (1-y) ln(1-sigma(x))"
            + " | (sigma(x) - y)/(sigma(x) (1-sigma(x))) * sigma(x) (1-sigma(x))",
        "tanh(x^3) | 3 x^2/cosh(x^3)^2",
        "tanh(exp(x)) | exp(x) (1-tanh(exp(x))^2)^2/(1-tanh(exp(x))^2)",
        "sigma(3 x y) | 3 y exp(3 x y)/(1+exp(3 x y))^2",
      })
  void comparedAreValuesWhereTheFunctionHasOne(String formula, String claim) {
    assertThat(judge(formula, claim)).as(claim).isInstanceOf(Verdict.Right.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ln(x)+abs(x) | 1/x - 1",
        "ln(x)+relu(x-3) | 1/x",
        "ln(x) | -1/abs(x)",
        "ln(x)*y | y/x + relu(x-40)",
      })
  void wrongOnesStayWrong(String formula, String claim) {
    assertThat(judge(formula, claim))
        .as(claim)
        .isInstanceOfSatisfying(
            Verdict.Wrong.class,
            wrong ->
                assertThat(wrong.counterExample().orElseThrow().point())
                    .hasEntrySatisfying("x", x -> assertThat(x.item()).isPositive()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exp(x) | exp(x) + [x > 40]",
        "exp(x) | exp(x) + relu(x-40)",
        "exp(x) | exp(x) + 1e-9*relu(x-20)",
        "exp(x)*y | y exp(x) + relu(x-40)",
        "exp(x) | exp(x) + relu(x-30)",
        "exp(x) | exp(x) + 1e-9",
      })
  void whatRoundingWouldHideIsSeen(String formula, String claim) {
    Verdict verdict = judge(formula, claim);
    assertThat(verdict).as(claim).isInstanceOf(Verdict.Wrong.class);
    CounterExample example = ((Verdict.Wrong) verdict).counterExample().orElseThrow();
    assertThat(example.difference()).isPositive();
  }

  @Test
  void theDifferenceIsToldToMoreDigitsThanTheValues() {
    Verdict verdict = judge("exp(x)", "exp(x) + [x > 40]");
    CounterExample example = ((Verdict.Wrong) verdict).counterExample().orElseThrow();
    assertThat(example.difference()).isEqualTo(1);
  }

  /** Values near 10³⁵ leave five decimals of 40 digits. */
  @Test
  void whatEvenDecimalsHideIsNotTold() {
    assertThat(judge("exp(x)*y", "y exp(x) + relu(x-80)/1000"))
        .isNotInstanceOf(Verdict.Right.class);
    Verdict verdict = judge("exp(x)*y", "y exp(x) + relu(x-40)");
    assertThat(((Verdict.Wrong) verdict).slip().map(Slip::detail).orElse(""))
        .doesNotContain("constant");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp(x) + relu(x-30)", "exp(x) + relu(x-40)", "exp(x) + [x > 40]"})
  void anEditThatChangesNothingIsNoSlip(String claim) {
    List<String> slips =
        ((Verdict.Wrong) judge("exp(x)", claim)).slip().map(Slip::detail).stream().toList();
    assertThat(slips).noneMatch(slip -> slip.startsWith("exp(x) stands in the place"));
  }

  /** arcsin u + arccos u = π/2 where they have values, be that where few random points are. */
  @ParameterizedTest
  @ValueSource(strings = {"x", "x-3", "100*x-50", "1000*x*y", "1-x^2/1000000", "x+y+z+w"})
  void narrowDomainsAreFound(String inner) {
    String formula = "arcsin(" + inner + ")";
    assertThat(form(formula, "pi/2 - arccos(" + inner + ")")).isInstanceOf(Verdict.Right.class);
    assertThat(form(formula, "pi/2 + arccos(" + inner + ")")).isInstanceOf(Verdict.Wrong.class);
  }

  private static Verdict form(String formula, String claim) {
    return ProgramQuestion.formula(FormulaProgram.parse(formula, Given.NOTHING)).judge(claim);
  }

  @Test
  void whatHasNoValueAnywhereIsNotTold() {
    assertThat(form("arcsin(x^2+3)", "pi/2 - arccos(x^2+3)"))
        .isInstanceOf(Verdict.CannotTell.class);
  }
}
