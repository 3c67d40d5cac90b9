package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Layer normalisation: Σ (x − m) = 0 for the mean m, and what follows from it. */
class NormalizationTest {
  private static String page(String text) {
    return page("n", text);
  }

  private static String page(String size, String text) {
    FormulaProgram program =
        FormulaProgram.parse(text.replace("; ", "\n"), Given.NOTHING.shape("x, c, g: " + size));
    Derivation derivation = Derivation.of(Question.of(program, List.of(program.node("x"))));
    return TerminalText.of(
        DerivationPage.of(derivation, program.sizes()::text, false), 80, t -> t, t -> t);
  }

  /** (c − mean(c) − y·mean(c ∘ y))/s, as in the paper on layer normalisation. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          m = mean(x); v = mean((x-m)^2); y = (x-m)/sqrt(v+eps)                  | √(v + eps)
          m = mean(x); s = sqrt(mean((x-m)^2)); y = (x-m)/s                      | s
          m = sum(x)/n; d = x - m; s = sqrt(sum(d^2)/n + eps); y = d/s           | s
          d = x - mean(x); v = mean(d^2); y = d/sqrt(v+eps)                      | √(v + eps)
          """)
  void theGradientHasTheKnownForm(String normalized, String deviation) {
    assertThat(page(normalized + "; L = sum(c.*y)"))
        .contains("= (c − (Σ c ∘ y)·y/n − (Σ c)/n)/" + deviation + " ");
  }

  @Test
  void theStepThatUsesItIsNamed() {
    assertThat(page("m = mean(x); v = mean((x-m)^2); y = (x-m)/sqrt(v+eps); L = sum(c.*y)"))
        .containsPattern("= −\\(Σ ∂L/∂y\\)/√\\(v \\+ eps\\) +deviations from the mean sum to 0\n");
    assertThat(page("m = mean(x); v = mean((x-m)^2)"))
        .containsPattern("= 0 +deviations from the mean sum to 0\n")
        .containsPattern("= 2·\\(x − m\\)/n +insert");
  }

  /** Neither deviations from another number nor weighted ones sum to 0. */
  @ParameterizedTest
  @CsvSource({
    "m = mean(c); v = mean((x-m)^2)",
    "m = 2*mean(x); v = mean((x-m)^2)",
    "m = mean(g.*x); v = mean((x-m)^2)",
    "m = mean(x); v = sum(c.*(x-m)^2)"
  })
  void otherSumsAreNotZero(String text) {
    assertThat(page(text)).doesNotContain("deviations").contains("Backward");
  }

  /** 2/3 is no decimal, and 0.3 is. */
  @Test
  void fractionsAreWrittenAsSuch() {
    assertThat(page("3", "m = mean(x); v = mean((x-m)^2)")).contains("= 2·(x − m)/3 ");
    assertThat(page("3", "v = 0.15*norm(x)^2")).contains("= 0.3·x ");
  }
}
