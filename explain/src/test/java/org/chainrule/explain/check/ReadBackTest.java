package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.explain.derivation.Derivation;
import org.chainrule.explain.derivation.DerivationSummary;
import org.chainrule.explain.derivation.JacobianWriter;
import org.chainrule.explain.derivation.Question;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.writing.Written;
import org.chainrule.graph.Shape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What derivations print is right when it is claimed, as text and as LaTeX. */
class ReadBackTest {
  private static final Given GIVEN =
      Given.NOTHING.shape(
          "X: n,d; W, W1: d,m; b, b1: m; W2: m,k; b2: k; Y: n,k; T: n,m; z, a, c, v: m; A: p,p; x:"
              + " d; V: m,d; Q: n,d; K: r,d; U: r,q; C: n,q");
  private static final String LAYERS =
      "H = sigma(X*W1 + b1) ~ P = softmax(H*W2 + b2) ~ J = -sum(Y ∘ log(P))/n";
  private static final String ATTENTION = "S = softmax(Q*K') ~ J = sum((S*U) ∘ C)";
  private static final String LAYER =
      "P = softmax(X*W + b) ~ J = -sum(T ∘ log(P))/n + lam*norm(W)^2";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        LAYERS + " | W2 | (Hᵀ (P − Y))/n",
        LAYERS + " | b2 | ((P − Y)ᵀ 1)/n",
        LAYERS + " | W1 | (Xᵀ (((P − Y) W2ᵀ) ∘ H ∘ (1 − H)))/n",
        LAYERS + " | b1 | ((((P − Y) W2ᵀ) ∘ H ∘ (1 − H))ᵀ 1)/n",
        LAYERS + " | X | ((((P − Y) W2ᵀ) ∘ H ∘ (1 − H)) W1ᵀ)/n",
        LAYER + " | W | (Xᵀ (P − T))/n + 2·lam·W",
        LAYER + " | b | ((P − T)ᵀ 1)/n",
        "P = softmax(X*W + b) ~ J = -sum(T ∘ log(P)) | b | (P − T)ᵀ 1",
        ATTENTION + " | Q | (S ∘ (C Uᵀ − ((C Uᵀ) ∘ S) 1 1ᵀ)) K",
        ATTENTION + " | K | (S ∘ (C Uᵀ − ((C Uᵀ) ∘ S) 1 1ᵀ))ᵀ Q",
        ATTENTION + " | U | Sᵀ C",
        "z - s*sum(z) | z | I − s·(1 1ᵀ)",
        "z - a*sum(z) | z | I − a 1ᵀ",
        "z - mean(z) | z | I − 1/m·(1 1ᵀ)",
        "tr(A) + sum(A) | A | I + 1",
        "yhat = v'*sigma(V*x) + sum(a) ~ J = (yhat - y)^2 | V | 2·(ŷ − y)·((v ∘ h1 ∘ (1 − h1)) xᵀ)",
      })
  void isRight(String lines, String by, String printed) {
    String text = lines.replace("~", "\n");
    FormulaProgram program = FormulaProgram.parse(text, GIVEN);
    Written written = written(program.withSymbolicSizes(), by);
    assertThat(written.text()).isEqualTo(printed);
    for (String claim : List.of(written.text(), written.latex())) {
      assertThat(ProgramQuestion.derivative(program, by).judge(claim))
          .as(claim)
          .isInstanceOf(Verdict.Right.class);
    }
  }

  private static Written written(FormulaProgram program, String by) {
    Question question = Question.of(program, List.of(program.node(by)));
    return program.objective().value().shape().equals(Shape.SCALAR)
        ? DerivationSummary.of(Derivation.of(question))
            .gradient()
            .values()
            .iterator()
            .next()
            .formula()
        : JacobianWriter.whole(question).orElseThrow();
  }
}
