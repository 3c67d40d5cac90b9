package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chainrule.explain.check.ProgramQuestion;
import org.chainrule.explain.check.Verdict;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers hold for every size that has but a name; the expected ones are written by hand. */
class NamedSizesTest {
  private static String closed(FormulaProgram program, String by) {
    Question question = Question.of(program, List.of(program.node(by)));
    return DerivationSummary.of(Derivation.of(question))
        .gradient()
        .firstEntry()
        .getValue()
        .formula()
        .text();
  }

  private static FormulaProgram program(String lines) {
    return FormulaProgram.parse(lines.replace("; ", "\n"), Given.NOTHING);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y, t: n; J = mean((y-t)^2) | y | 2·(y − t)/n",
        "X: n, d; w: d; y: n; J = sum((X*w-y)^2)/n | w | 2·(Xᵀ (X w − y))/n",
        "X: n, d; w: d; y: n; J = mean((X*w-y)^2) | w | 2·(Xᵀ (X w − y))/n",
        "X: n, d; J = mean(X) | X | 1/(n·d)",
        "x: n; J = sum(x+b) | b | n",
        "x: n; J = n*sum(x) | x | n",
        "w: n; J = norm(w) | w | w/‖w‖",
        "q, k: d; J = dot(q,k)/sqrt(d) | q | k/√d",
        "A: n, n; J = trace(A)*n | A | n·I",
        "q, k: 2, d; J = sum(q)/2 | q | 0.5",
      })
  void stayInGradients(String lines, String by, String expected) {
    assertThat(closed(program(lines), by)).isEqualTo(expected);
  }

  @Test
  void areNumbersWhereTheyHaveAValue() {
    String lines = "y, t: n\nJ = mean((y-t)^2)";
    assertThat(closed(FormulaProgram.parse(lines, Given.NOTHING.at("n=4")), "y"))
        .isEqualTo("(y − t)/2");
    assertThat(closed(FormulaProgram.parse(lines, Given.NOTHING.at("y=[1,2,3,4]")), "y"))
        .isEqualTo("(y − t)/2");
  }

  @Test
  void areChosenWhereSumsAreWrittenOut() {
    FormulaProgram program = program("x: n; J = Σ_{i=1}^{n} i x_i^2/n");
    Derivation derivation = Derivation.of(Question.of(program, List.of()));
    String page =
        TerminalText.of(
            DerivationPage.of(derivation, program.sizes()::text, false), 80, t -> t, t -> t);
    assertThat(page).contains("J = x_1²/2 + 2·x_2²/2").contains("n is taken to be 2");
  }

  @Test
  void haveNoDerivatives() {
    FormulaProgram program = program("x: n; J = mean(x)");
    assertThatThrownBy(() -> program.node("n"))
        .hasMessage("n is a size: there is no derivative by it");
  }

  @Test
  void areKeptInAnswersThatAreRevealed() {
    FormulaProgram program = program("y, t: n; J = mean((y-t)^2)");
    Verdict verdict = ProgramQuestion.derivative(program, "y").judge("3*(y-t)/n");
    assertThat(verdict.toString()).contains("2·(y − t)/n");
  }

  /**
   * What is printed, read again, is the gradient, at two choices of the sizes; 1 has k elements.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "S, M: k, k; P = softmax(S); L = sum(P ∘ M) | S",
        "S, Y: n, k; P = softmax(S); L = -sum((Y .^ 2) ∘ ln(P)) | S",
        "Q, K: k, d; V: d, d; Z = Q*K'/sqrt(d); A = softmax(Z); J = sum((A*K*V) .^ 2) | Q",
        "Q, K: k, d; Z = Q*K'/sqrt(d); A = softmax(Z); J = sum((A*K) .^ 2)/k | Z",
        "X: n, d; w: d; y: n; J = sum((X*w-y)^2)/n | w",
        "X: n, d; w: d; y: n; J = norm(X*w-y)^2/n + l*norm(w)^2 | w",
        "x, g: d; m = mean(x); v = mean((x-m)^2); h = (x-m)/sqrt(v+c); J = sum(h ∘ g) | x",
        "x, g: d; m = mean(x); v = mean((x-m)^2); h = (x-m)/sqrt(v+c); J = sum(h ∘ g) | m",
        "X: k, d; w: d; y: k; z = X*w; J = mean(softplus(z) - y ∘ z) | w",
        "x: n; J = mean((x+b)^2) | b",
        "w: n; J = norm(w)*n | w",
        "A: n, n; x: n; J = x'*A*x/n | x",
        "X: k, d; W: d, m; b: m; T: k, m; Z = X*W + b; H = tanh(Z); J = sum((H-T) .^ 2)/k | b",
        "X: k, d; W: d, m; b: m; T: k, m; Z = X*W + b; H = tanh(Z); J = sum((H-T) .^ 2)/k | W",
      })
  void printedFormsAreRight(String line) {
    String[] parts = line.split(" \\| ", -1);
    String by = parts[1].strip();
    String lines = parts[0].replace("; ", "\n");
    String printed = closed(FormulaProgram.parse(lines, Given.NOTHING), by);
    String claim = typed(printed);
    for (int smallest : new int[] {2, 4}) {
      FormulaProgram program = FormulaProgram.parse(lines, Given.NOTHING.sizesFrom(smallest));
      assertThat(ProgramQuestion.derivative(program, by).judge(claim))
          .as("%s, read as %s", printed, claim)
          .isInstanceOf(Verdict.Right.class);
    }
  }

  /** A printed formula as it is typed: Σ x is sum(x), a square place by place .^ 2. */
  private static String typed(String printed) {
    return printed
        .replaceFirst("^Σ \\(", "sum(")
        .replace("(Σ ", "sum(")
        .replace("²", ".^2")
        .replace(" 1ᵀ", " ones(k)ᵀ")
        .replaceAll(" 1(?=[ )/]|$)", " ones(k)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "J = exp(1000x) | x=1 | exp(1000·x) is too large here",
        "J = ln(x) | x=-1 | ln(x) has no value here",
        "J = 3*ln(x) + x | x=0 | ln(x) has no value here",
      })
  void valuesThatAreNotFiniteAreSaid(String lines, String at, String expected) {
    FormulaProgram program = FormulaProgram.parse(lines, Given.NOTHING.at(at));
    Derivation derivation = Derivation.of(Question.of(program, List.of()));
    assertThat(
            TerminalText.of(
                DerivationPage.of(derivation, program.sizes()::text, false), 80, t -> t, t -> t))
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "w: n; J = sum(w^3)/n | ∂J_w/∂w = 6/n·diag(w)",
        "X: n, d; w: d; y: n; J = norm(X*w-y)^2 | ∂J_w/∂w = 2·(Xᵀ X)",
        "w: n; J = log(sum(exp(w))) | diag(J_w) − J_w J_wᵀ",
      })
  void secondDerivativesByVectors(String lines, String expected) {
    FormulaProgram program = program(lines);
    Question question = Question.of(program, List.of(program.node("w"))).composed();
    assertThat(
            TerminalText.of(
                DerivationPage.second(Derivation.of(question), program.sizes()::text),
                80,
                t -> t,
                t -> t))
        .contains(expected);
  }
}
