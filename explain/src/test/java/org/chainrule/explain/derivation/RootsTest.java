package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.writing.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RootsTest {
  /** What is written is right where it is read again. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y = cbrt(2 x + 1) | 2/(3·y²) | \\frac{2}{3\\,y^{2}}",
        "y = a cbrt(x) | a/(3·∛x²) | \\frac{a}{3\\,\\sqrt[3]{x}^{2}}",
        "y = a cbrt(x^2) | 2·a·x/(3·∛(x²)²) | \\frac{2\\,a\\,x}{3\\,\\sqrt[3]{x^{2}}^{2}}",
        "y = x^(1/3) | 1/(3·x^(2/3)) | \\frac{1}{3\\,x^{\\frac{2}{3}}}",
        "y = x^(1/5) | 1/(5·x^(4/5)) | \\frac{1}{5\\,x^{\\frac{4}{5}}}",
        "y = x^(-2/7) | −2/(7·x^(9/7)) | -\\frac{2}{7\\,x^{\\frac{9}{7}}}",
        "y = x^20.8 | 20.8·x^(99/5) | 20.8\\,x^{\\frac{99}{5}}",
        "y = x^1000.2 | 1000.2·x^999.2 | 1000.2\\,x^{999.2}",
        "y = x^1.25 | 1.25·x^0.25 | 1.25\\,x^{0.25}",
      })
  void readAsInATextbook(String line, String text, String latex) {
    FormulaProgram program = FormulaProgram.parse(line);
    Written written = summary(program).formula();
    assertThat(written.text()).isEqualTo(text);
    assertThat(written.latex()).isEqualTo(latex);
    for (String claim : List.of(text, latex)) {
      assertThat(ProgramQuestion.derivative(program, "x").judge(claim))
          .as(claim)
          .isInstanceOf(Verdict.Right.class);
    }
  }

  /** At 0 the slope is infinite; on both sides of it the same. */
  @Test
  void cubeRootsOfAllNumbers() {
    assertThat(slope("cbrt(x)", "x=8")).isCloseTo(1 / 12.0, within(1e-15));
    assertThat(slope("cbrt(x)", "x=-8")).isCloseTo(1 / 12.0, within(1e-15));
    assertThat(slope("cbrt(x)", "x=0")).isPositive().isInfinite();
    assertThat(slope("cbrt(x)^3", "x=-5")).isCloseTo(1, within(1e-14));
  }

  private static double slope(String formula, String at) {
    FormulaProgram program = FormulaProgram.parse(formula, Given.NOTHING.at(at));
    return summary(program).value().orElseThrow().item();
  }

  private static DerivationSummary.Partial summary(FormulaProgram program) {
    Derivation derivation = Derivation.of(Question.of(program, List.of(program.node("x"))));
    return DerivationSummary.of(derivation).gradient().firstEntry().getValue();
  }
}
