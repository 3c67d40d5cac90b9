package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A slip is named only if it makes the claim of the true answer, exactly. */
class TruthfulSlipsTest {
  private static String slip(String formula, String claim) {
    Verdict verdict = ProgramQuestion.derivative(FormulaProgram.parse(formula), "x").judge(claim);
    assertThat(verdict).as(claim).isInstanceOf(Verdict.Wrong.class);
    return ((Verdict.Wrong) verdict).slip().map(Slip::detail).orElse("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sigma(x) | sigma(x) + 10^(-9) cos(x)",
        "x^3 + y | 9.4247779607 x^2 + 10^(-9) y",
        "sin(3 x) | -3 cos(3 x) + 10^(-9) x^2",
        "y sin(x) | sin(x) + 10^(-9) y",
        "x^2 + y | 2 x (1 + 10^(-9) sin(x)) + y",
      })
  void nothingIsSaidThatIsOnlyNearlySo(String formula, String claim) {
    assertThat(slip(formula, claim)).isEqualTo("-");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exp(x) | exp(x) + 10^(-9) | the term 10⁻⁹ does not belong there",
        "exp(x) | exp(x) + 10^(-9) exp(x)^2 | the term 10⁻⁹·exp(x)² does not belong there",
        "sin(x) | cos(x) + 10^(-9) cos(3 x) | the term 10⁻⁹·cos(3·x) does not belong there",
        "exp(x) | exp(x) (1 + 10^(-9) x) | the answer has the factor 1 + 10⁻⁹·x too many",
        "exp(x) | 2 exp(x) | the claim has 2 times the answer",
        "exp(x) | -exp(x) | the answer has the wrong sign",
        "exp(x) | exp(x)/3 | the claim has 1/3 times the answer",
        "exp(x) | 0 | the claim is zero",
        "exp(x) | 3.14159 exp(x) | the claim has 3.14159 times the answer",
        "exp(x) | 3.14159265 exp(x) | the claim would be right but for a constant factor",
        "exp(x) | 2 pi exp(x) | the claim has 2·π times the answer",
        "exp(x) | exp(x) pi/2 | the claim has π/2 times the answer",
        "exp(x) | exp(x)/(3 pi) | the claim has 1/(3·π) times the answer",
        "exp(x) | -sqrt(8) exp(x) | the claim has −2·√2 times the answer",
        "exp(x) | exp(x)/sqrt(2) | the claim has √2/2 times the answer",
        "exp(x) | exp(x)/sqrt(2 pi) | the claim has 1/√(2·π) times the answer",
        "exp(x) | exp(x) ln(2) | the claim has ln(2) times the answer",
        "exp(x) | exp(x)/ln(10) | the claim has 1/ln(10) times the answer",
        "exp(x) | pi^2 exp(x) | the claim has π² times the answer",
        "exp(x) + x^2 | 2 pi exp(x) + 2 x | the claim has 2·π times the term exp(x)",
        "exp(x) | 3.1415926536 exp(x) | the claim would be right but for a constant factor",
        "pi x^2 + sin(x) | 3 x + cos(x) | the claim has 3/(2·π) times the term 2·π·x",
        "sin(2 pi x) | pi cos(pi x) | the number 2·π is wrong",
        "y exp(x) | exp(x) | the factor y is missing",
        "y exp(x) + z | y z exp(x) | the answer has the factor z too many",
        "sin(x)^2 | sin(x)^2 | the claim is the function itself",
        "sin(x)^2 | 2 sin(x) | the factor cos(x) is missing; it comes from the chain rule",
      })
  void whatIsExactlySoIsNamed(String formula, String claim, String expected) {
    assertThat(slip(formula, claim)).isEqualTo(expected);
  }

  /**
   * A name for the formula, which the question does not have, is told where it makes it shorter.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exp(x) | 2 exp(x) | exp(x)",
        "sigma(w*x) | w sigma(w*x) | w·σ(w·x)·(1 − σ(w·x))",
        "f = exp(x) | 2 f | f",
        "exp(-x^2) | 2 | −2·x·exp(−x²)",
        "1/(1 + exp(-w*x)) | 2 | w·f·(1 − f), where f = 1/(1 + exp(−w·x))",
      })
  void theAnswerIsInTheWordsOfTheQuestion(String formula, String claim, String expected) {
    Verdict verdict = ProgramQuestion.derivative(FormulaProgram.parse(formula), "x").judge(claim);
    assertThat(((Verdict.Wrong) verdict).answer()).contains(expected);
  }

  @Test
  void namesOfTheDerivationAreTold() {
    FormulaProgram program = FormulaProgram.parse("sigma(w'*x)", Given.NOTHING.shape("w, x: n"));
    Verdict verdict = ProgramQuestion.derivative(program, "x").judge("w");
    assertThat(((Verdict.Wrong) verdict).answer()).contains("σ(z1)·(1 − σ(z1))·w, where z1 = wᵀ x");
  }
}
