package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products with diag(w), and diagonals of products. */
class DiagonalMatrixTest {
  private static FormulaProgram program(String text) {
    return FormulaProgram.parse(text, Given.NOTHING.shape("w, x: n; A: n,n; X, Y: n,d"));
  }

  private static Derivation derive(String text, String by) {
    FormulaProgram program = program(text);
    return Derivation.of(Question.of(program, List.of(program.node(by))));
  }

  /** Worked out by hand, from f = Σ w_i x_i A_ij x_j and the like. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum(diag(x)*A*x)       | x | Aᵀ x + A x
          sum(diag(x)*A*x)       | A | x xᵀ
          x'*diag(w)*x           | x | 2·(diag(w) x)
          x'*diag(w)*x           | w | x²
          x'*diag(w)*A*diag(w)*x | A | diag(w) x xᵀ diag(w)
          x'*diag(w)*A*diag(w)*x | w | x ∘ ((Aᵀ diag(w) + A diag(w)) x)
          norm(diag(w)*X - Y)^2  | w | 2·(((diag(w) X − Y) ∘ X) 1)
          norm(diag(w)*X - Y)^2  | X | 2·(diag(w) (diag(w) X − Y))
          """)
  void gradientsAreInMatrixForm(String text, String by, String expected) {
    DerivationSummary summary = DerivationSummary.of(derive(text, by));
    assertThat(summary.gradient().firstEntry().getValue().formula().text()).isEqualTo(expected);
  }

  @Test
  void whatIsTakenOfTheMatrixIsTold() {
    String page =
        TerminalText.of(
            DerivationPage.of(derive("x'*diag(w)*x", "w"), program("w").sizes()::text, false),
            80,
            t -> t,
            t -> t);
    assertThat(page)
        .containsPattern("∂f/∂diag\\(w\\) = x xᵀ +matrix product rule\n")
        .containsPattern("∂f/∂w = x² +the diagonal alone\n");
  }
}
