package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Any text is a program or is refused; with JAZZER_FUZZ=1 text is looked for that is not. */
class FormulaFuzzTest {
  private static final Given GIVEN =
      Given.NOTHING.shape("W: n,d; x: d; y_t: n").at("a=2, b=[1,2;3,4]");

  @FuzzTest
  void anyText(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    try {
      FormulaProgram program = FormulaProgram.parse(text, GIVEN);
      assertThat(program.quantities()).isNotEmpty();
    } catch (FormulaException refusal) {
      assertThat(refusal).hasMessageContaining("line ");
    }
  }
}
