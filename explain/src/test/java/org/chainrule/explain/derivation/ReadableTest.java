package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Derivations as a person would write them. */
class ReadableTest {
  private static FormulaProgram program(String shapes, String text) {
    return FormulaProgram.parse(
        text.replace("; ", "\n"), shapes.isEmpty() ? Given.NOTHING : Given.NOTHING.shape(shapes));
  }

  private static Derivation derive(FormulaProgram program, String by) {
    return Derivation.of(Question.of(program, List.of(program.node(by))));
  }

  private static String page(String shapes, String text, String by) {
    FormulaProgram program = program(shapes, text);
    return TerminalText.of(
        DerivationPage.of(derive(program, by), program.sizes()::text, false), 80, t -> t, t -> t);
  }

  /** Answers worked out by hand. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          X: n,d; w: d; y: n | p = sigma(X*w); J = -mean(y∘ln(p) + (1-y)∘ln(1-p)) | w | (Xᵀ (p − y))/n
          A: n,m; B: m,n     | trace(A*B)                                         | A | Bᵀ
          A: n,m             | trace(A'*A)                                        | A | 2·A
          X: n,d; W: m,d     | norm(X*W')^2                                       | W | 2·(W Xᵀ X)
          x: 3               | x[1]*x[2]^2                                        | x | [x_2², 2·x_1·x_2, 0]
          W: k,d; x: d       | logsumexp(W*x)                                     | x | Wᵀ softmax(W x)
          ''                 | (y - w*x - b)^2                                    | w | −2·x·(y − w·x − b)
          z: n; v: n         | f = exp(z)/sum(exp(z)); J = v'*f                   | z | f ∘ (v − Σ v ∘ f)
          z: k; y: k         | s = softmax(z); J = -sum(y∘ln(s))                  | s | −y/s
          z: k               | p = softmax(z); J = sum(p∘ln(p))                   | p | ln(p) + 1
          z, a, b: k         | s = softmax(z); J = sum(a∘s) + sum(b∘ln(s))        | s | b/s + a
          x: n               | s = norm(x); J = s + s^2                           | s | 1 + 2·s
          x: n               | J = norm(x)^2                                      | x | 2·x
          ''                 | p = exp(z); J = p*ln(p)                            | p | ln(p) + 1
          """)
  void closedForms(String shapes, String text, String by, String expected) {
    DerivationSummary.Partial partial =
        DerivationSummary.of(derive(program(shapes, text), by)).gradient().firstEntry().getValue();
    assertThat(partial.formula().text()).isEqualTo(expected);
  }

  /** h_{t−1} does not depend on x_t. */
  @Test
  void whatIsReadAtOneTimeHasNoPattern() {
    String text = "h_1 = tanh(w*x_1 + u*h_0); h_2 = tanh(w*x_2 + u*h_1); h_3 = tanh(w*x_3 + u*h_2)";
    assertThat(page("", text, "w")).contains("dh_t/dw = (x_t + u·dh_{t−1}/dw)·(1 − h_t²)");
    assertThat(page("", text, "x_3")).doesNotContain("dh_{t−1}/dx_t");
  }

  @Test
  void nothingIsToldTwice() {
    String page =
        page("x, c: n", "m = mean(x); v = mean((x-m)^2); J = c'*((x-m)/sqrt(v+eps))", "x");
    assertThat(page.split("∂J/∂\\(x − m\\) =", -1)).hasSize(2);
  }

  @Test
  void aLossAtEachTimeHasOnePattern() {
    String page =
        page(
            "",
            "h_1 = tanh(w*x_1 + u*h_0); h_2 = tanh(w*x_2 + u*h_1); h_3 = tanh(w*x_3 + u*h_2); "
                + "J = (h_1-y_1)^2 + (h_2-y_2)^2 + (h_3-y_3)^2",
            "w");
    assertThat(page)
        .contains("dJ/dh_t = u·(1 − h_{t+1}²)·dJ/dh_{t+1} + 2·(h_t − y_t)")
        .contains("∂J/∂w = Σ_t x_t·(1 − h_t²)·dJ/dh_t");
  }

  /** What an output at time t is the softmax of has a letter of its own. */
  @Test
  void newNamesKeepTheirIndex() {
    String page =
        page(
            "W, U: h,h; V: k,h; x_1, x_2, h_0: h; y_1, y_2: k",
            "h_1 = tanh(W*x_1 + U*h_0); h_2 = tanh(W*x_2 + U*h_1); p_1 = softmax(V*h_1); "
                + "p_2 = softmax(V*h_2); J = -y_1'*ln(p_1) - y_2'*ln(p_2)",
            "V");
    assertThat(page).contains("s_1 = V h_1", "s_2 = V h_2").doesNotContain("z_1_1");
  }

  /** p ∘ (Σ y) − y, whatever is asked for beside z, and each result where it was asked for. */
  @Test
  void whatIsAskedForOnTheWayIsDerivedFirst() {
    FormulaProgram program =
        program("z, y: k", "e = exp(z); s = sum(e); p = e/s; J = -sum(y∘ln(p))");
    Question question =
        Question.of(program, List.of(program.node("e"), program.node("s"), program.node("p")));
    DerivationSummary summary = DerivationSummary.of(Derivation.of(question));
    assertThat(summary.gradient().keySet()).containsExactly("e", "s", "p");
    assertThat(summary.gradient().values())
        .extracting(partial -> partial.formula().text())
        .containsExactly("(Σ y − y/p)/s", "(Σ y)/s", "−y/p");
  }

  /** ln p is what J is made of; that p is its exponential is softmax. */
  @Test
  void oneNameHasOneMeaning() {
    FormulaProgram program = program("z, y: k", "p = softmax(z); J = -sum(y∘ln(p))");
    Question question = Question.of(program, List.of(program.node("p"), program.node("z")));
    String page =
        TerminalText.of(
            DerivationPage.of(Derivation.of(question), program.sizes()::text, false),
            80,
            t -> t,
            t -> t);
    assertThat(page.split("∂J/∂ln\\(p\\) =", -1)).hasSize(2);
    assertThat(page).contains("= (Σ y)·p − y");
  }
}
