package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chainrule.explain.document.Document;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Huber's loss, whose branch that is not taken may be larger than any number. */
class HuberTest {
  /** By hand: e²/2 and e within δ; δ(|e| − δ/2) and ±δ beyond. */
  @ParameterizedTest
  @CsvSource({
    "1.5, 2, 1.125, 1.5",
    "-3, 2, 4, -2",
    "1e200, 2, 2e200, 2",
    "-3e180, 0.5, 1.5e180, -0.5",
    "1e308, 1, 1e308, 1",
    "1, 1e200, 0.5, 1",
    "-0.5, 1e308, 0.125, -0.5",
    "0, 1e-200, 0, 0"
  })
  void valueAndSlope(double e, double limit, double value, double slope) {
    Given given = Given.NOTHING.at("e=" + e + ", d=" + limit);
    FormulaProgram program = FormulaProgram.parse("J = huber(e, d)", given);
    DerivationSummary summary =
        DerivationSummary.of(Derivation.of(Question.of(program, List.of(program.node("e")))));
    assertThat(summary.value().orElseThrow().item()).isCloseTo(value, within(1e-15 * value));
    assertThat(summary.gradient().firstEntry().getValue().value().orElseThrow().item())
        .isEqualTo(slope);
  }

  @Test
  void halfOfANumberIsANumber() {
    FormulaProgram program = FormulaProgram.parse("J = huber(r, 2)", Given.NOTHING);
    Derivation derivation = Derivation.of(Question.of(program, List.of(program.node("r"))));
    Document page = DerivationPage.of(derivation, program.sizes()::text, false);
    assertThat(TerminalText.of(page, 80, t -> t, t -> t))
        .contains("J = ([|r| ≤ 2]·r)²/2 + 2·[|r| > 2]·(|r| − 1)\n");
  }
}
