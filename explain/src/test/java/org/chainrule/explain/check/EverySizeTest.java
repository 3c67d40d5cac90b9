package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The numbers that named sizes are tried with are named in no slip; factors were found by hand. */
class EverySizeTest {
  private static final Given SIZES = Given.NOTHING.shape("X: n,d; w: d; y: n");

  private static Verdict judge(String formula, String claim) {
    return EverySize.judge(
        SIZES,
        given -> ProgramQuestion.derivative(FormulaProgram.parse(formula, given), "w").judge(claim),
        given -> FormulaProgram.parse(formula, given).sizes());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "norm(X*w-y)^2/n | 2 X'(X w - y) | the claim has n times the answer",
        "norm(X*w-y)^2/n | X'(X w - y) | the claim has n/2 times the answer",
        "norm(X*w-y)^2/n | -2 X'(X w - y) | the claim has −n times the answer",
        "norm(X*w-y)^2 | 2 X'(X w - y)/n | the claim has 1/n times the answer",
        "norm(X*w-y)^2 | 2 X'(X w - y)/(n d) | the claim has 1/(n·d) times the answer",
        "norm(X*w-y)^2/d | 2 X'(X w - y)/n | the claim has d/n times the answer",
        "norm(X*w-y)^2 | X'(X w - y) | the claim has 1/2 times the answer",
        "norm(X*w-y)^2 | X'(X w - y)/n | the claim has 1/(2·n) times the answer",
        "norm(X*w-y)^2 | -3 X'(X w - y)/n | the claim has −3/(2·n) times the answer",
        "norm(X*w-y)^2/d | 3 X'(X w - y)/n | the claim has 3·d/(2·n) times the answer",
        "norm(X*w-y)^2 | n X'(X w - y) | the claim has n/2 times the answer",
        "norm(X*w-y)^2/(2 n) | 2 X'(X w - y)/n | the claim has 2 times the answer",
      })
  void factorsOfSizesAreNamedByThem(String formula, String claim, String slip) {
    assertThat(((Verdict.Wrong) judge(formula, claim)).slip().map(Slip::detail)).contains(slip);
  }

  @Test
  void rightForEverySize() {
    assertThat(judge("norm(X*w-y)^2/n", "2 X'(X w - y)/n")).isInstanceOf(Verdict.Right.class);
  }
}
