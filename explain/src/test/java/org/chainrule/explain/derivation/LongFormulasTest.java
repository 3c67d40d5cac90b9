package org.chainrule.explain.derivation;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;

/** Sums of hundreds of terms and long chains, with derivatives that are known by hand. */
class LongFormulasTest {
  private static final int TERMS = 300;

  /** 1 + … + 300 is 45150, so that of the sines is that, of the squares 300 less twice that. */
  @Test
  void sums() {
    assertThat(slope("J = " + sum("sin(#*x)"), "x=0")).isCloseTo(45150, within(1e-6));
    String ones =
        IntStream.rangeClosed(1, TERMS).mapToObj(i -> ", a_" + i + "=1").collect(joining());
    assertThat(slope("J = " + sum("(a_#*x - #)^2"), "x=.5" + ones))
        .isCloseTo(300 - 2 * 45150, within(1e-6));
  }

  private static String sum(String term) {
    return IntStream.rangeClosed(1, TERMS)
        .mapToObj(i -> term.replace("#", Integer.toString(i)))
        .collect(joining(" + "));
  }

  /** Every layer halves at 0. */
  @Test
  void chains() {
    String chain =
        IntStream.rangeClosed(1, 60)
            .mapToObj(i -> "h_" + i + " = tanh(w*h_" + (i - 1) + ")")
            .collect(joining("\n", "h_0 = x\n", "\nJ = 2^60*h_60"));
    assertThat(slope(chain, "x=0, w=.5")).isCloseTo(1, within(1e-12));
  }

  private static double slope(String program, String at) {
    FormulaProgram read = FormulaProgram.parse(program, Given.NOTHING.at(at));
    Derivation derivation = Derivation.of(Question.of(read, List.of(read.node("x"))));
    return DerivationSummary.of(derivation)
        .gradient()
        .firstEntry()
        .getValue()
        .value()
        .orElseThrow()
        .item();
  }
}
