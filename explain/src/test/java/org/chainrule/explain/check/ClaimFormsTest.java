package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chainrule.explain.formula.FormulaException;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ways in which answers are written down; which of them are right was found by hand. */
class ClaimFormsTest {
  private static final Given MATRICES =
      Given.NOTHING.shape(
          "X: n,d; W: d,k; w: d; y: n; b: k; a, c: n; z: m; A, B: p,p; V: n,g; q: g; u: p");

  private static Verdict judge(String formula, String by, String claim) {
    return ProgramQuestion.derivative(FormulaProgram.parse(formula, MATRICES), by).judge(claim);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Right _ -> "right";
      case Verdict.Wrong _ -> "wrong";
      case Verdict.CannotTell _ -> "cannot tell";
    };
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(a ∘ c) | a | 1*c | right",
        "sum(a ∘ a ∘ c) | a | 2*a*c | cannot tell",
        "sum(a ∘ a ∘ c) | a | 2*c*a | cannot tell",
        "sum(a ∘ a ∘ c) | a | 2*a@c | wrong",
        "sum(a ∘ a ∘ c) | a | 3*a*c | wrong",
        "sum(sigma(a)) | a | sigma(a)*(1 - sigma(a)) | cannot tell",
        "sum(A ∘ A ∘ B) | A | 2*A*B | cannot tell",
        "trace(A*B*A*B) | A | 2*B'*A'*B' | right",
        "sum(sigma(X*w)) | w | X'*(sigma(X*w)*(1-sigma(X*w))) | cannot tell",
        "sum(tanh(X ∘ X)) | X | 2*X*(1 - tanh(X ∘ X)^2) | wrong",
      })
  void starsHaveTwoReadings(String formula, String by, String claim, String expected) {
    Verdict verdict = judge(formula, by, claim);
    assertThat(word(verdict)).isEqualTo(expected);
    if (verdict instanceof Verdict.CannotTell(String why, _)) {
      assertThat(why).contains("product of matrices here").contains("∘ or .*");
    }
  }

  /** sin⁻¹ may have been meant as 1/sin. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-cos(x) | x | sin^{-1}(x) | cannot tell",
        "arcsin(x) | x | sin^{-1}(x) | wrong",
        "x*sin^{-1}(x) - x | x | sin^{-1}(x) + x/sqrt(1 - x^2) - 1 | right"
      })
  void inversesAreTold(String formula, String by, String claim, String expected) {
    Verdict verdict = judge(formula, by, claim);
    assertThat(word(verdict)).isEqualTo(expected);
    assertThat(verdict.remarks())
        .containsExactly("sin⁻¹(x) is read as the inverse of sin, not as 1/sin(x).");
    assertThat(judge(formula, by, "x").remarks()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "J = w1 x1 | w1 | dJ/dw1 = x1",
        "J = w1 x1 | w1 | ∂J/∂w_1 = x1",
        "J = w1 x1 | w1 | dJ_dw1 = x1",
        "J = w1 x1 | w1 | \\frac{\\partial J}{\\partial w_1} = x1",
        "J = w1 x1 | w1 | \\frac{d}{dw_1} J = x1",
        "J = w1 x1 | w1 | \\nabla_{w_1} J = x1",
        "J = w1 x1 | w1 | ∇J = x1",
        "J = w1 x1 | w1 | grad = x1",
        "J = w1 x1 | w1 | gradient: x1",
        "exp(2x) | x | f'(x) = 2exp(2x)",
        "exp(2x) | x | dy/dx = 2exp(2x)",
        "exp(2x) | x | d/dx exp(2x) = 2exp(2x)",
        "exp(2x) | x | d/dx (exp(2x)) = 2exp(2x)",
        "exp(2x) | x | f_x = 2exp(2x)",
        "exp(2x) | x | derivative = 2exp(2x)",
        "relu(x)^2 | x | df/dx = 2 relu(x) [x > 0]",
        "softmax(z) | z | s_i(δ_ij - s_j) ~ s = softmax(z)",
      })
  void labelsNameWhatIsAskedFor(String formula, String by, String claim) {
    String program = claim.contains("~") ? claim.replaceAll(".*~ *", "") : formula;
    String answer = claim.replaceAll(" *~.*", "").replace("gradient:", "gradient =");
    assertThat(judge(program, by, answer)).as(claim).isInstanceOf(Verdict.Right.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"dJ/dx1 = x1", "dL/dw1 = x1", "J = x1", "w1 = x1", "∇_{x_1} J = x1", "x1^2 = x1"})
  void otherLabelsAreRefused(String claim) {
    assertThatThrownBy(() -> judge("J = w1 x1", "w1", claim))
        .isInstanceOf(FormulaException.class)
        .hasMessageContaining("what stands before = is not the derivative asked for, ∂J/∂w1");
  }

  @Test
  void aFormulaWithoutNameIsNotCalledByItsVariables() {
    assertThatThrownBy(() -> judge("z2 exp(x)", "x", "dz2/dx = z2 exp(x)"))
        .isInstanceOf(FormulaException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s = softmax(z) | z | s_i (δ_ij − s_j) | right",
        "s = softmax(z) | z | s_i (δ_{ij} - s_j) | right",
        "s = softmax(z) | z | ∂s_j/∂z_i = s_j (δ_ij - s_i) | right",
        "s = softmax(z) | z | softmax(z)_i (δ_ij - softmax(z)_j) | right",
        "s = softmax(z) | z | s_i (1 - s_j) | wrong",
        "s = softmax(z) | z | s_i (δ_ij + s_j) | wrong",
        "X*w | w | X_ij | right",
        "X*w | w | X_ji | wrong",
        "X*w | X | δ_ij w_k | right",
        "sum(X*w) | w | Σ_i X_ij | right",
        "norm(X*w - y)^2 | w | 2 Σ_i (Σ_k X_ik w_k − y_i) X_ij | right",
      })
  void elementsByTheirIndices(String formula, String by, String claim, String expected) {
    assertThat(word(judge(formula, by, claim))).as(claim).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(X*W) | W | Xᵀ 1 1ᵀ | right",
        "sum(X*w) | w | Xᵀ 1 | right",
        "sum(X*w) | w | X.T 1 | right",
        "sum(w) | w | 1 | right",
        "sum(w) | w | 2 | wrong",
        "5 sum(w) | w | 5 | right",
        "sum(b ∘ (X W)' 1) | W | Xᵀ 1 bᵀ | right",
        "z | z | I | right",
        "3 z | z | 3 I | right",
        "3 z | z | I | wrong",
        "trace(A) | A | I | right",
        "softmax(z) | z | diag(softmax(z)) (I - 1 softmax(z)') | right",
        "sum(sigma(X*W + b)) | W | X'*(sigma(X*W + 1 bᵀ) ∘ (1 - sigma(X*W + b))) | right",
      })
  void onesAndTheIdentity(String formula, String by, String claim, String expected) {
    assertThat(word(judge(formula, by, claim))).as(claim).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "z - s*sum(z) | z | I - s 1 1ᵀ | right",
        "z - a'*a*sum(z) | z | I - 1 1ᵀ (a'a) | right",
        "z - mean(z) | z | I - 1 1ᵀ/m | right",
        "z - mean(z) | z | I - (1/m) 1 1ᵀ | right",
        "z - mean(z) | z | I - (1 1ᵀ)/m | right",
        "z - mean(z) | z | -1 1ᵀ/m + I | right",
        "z - mean(z) | z | I - 1 1^T/m | right",
        "z - mean(z) | z | I − 1 (1/m)ᵀ | right",
        "z - mean(z) | z | I - \\frac{1}{m} \\mathbf{1} \\mathbf{1}^\\top | right",
        "z - mean(z) | z | (I - 1 1ᵀ/m) (I - 1 1ᵀ/m) | right",
        "z - mean(z) | z | I + 1 1ᵀ/m | wrong",
        "z - mean(z) | z | 2 (I - 1 1ᵀ/m) | wrong",
        "trace(A) + sum(A) | A | I + 1 1ᵀ | right",
        "trace(A) + sum(A) | A | 1 1^T + I | right",
        "trace(A) + sum(A) | A | 1 1ᵀ - I | wrong",
        "sum(X*W + b) | b | (X*0*W + 1 1ᵀ)ᵀ 1 | right",
        "sum(sigma(X*W + b)) | b | (sigma(X*W + b) ∘ (1 - sigma(X*W + b)))^\\top \\mathbf{1} |"
            + " right",
        "sum(sigma(X*W + b)) | b | (sigma(X*W + b) ∘ (1 - sigma(X*W + b)))^T \\mathbf{1}_n | right",
        "sum(relu(a)) | a | \\mathbb{1}[a > 0] | right",
      })
  void sizesAreThoseOfTheAnswer(String formula, String by, String claim, String expected) {
    assertThat(word(judge(formula, by, claim))).as(claim).isEqualTo(expected);
  }

  @Test
  void sizesThatNothingTellsAreNoVerdict() {
    assertThatThrownBy(() -> judge("sum(a)", "a", "(1ᵀ (I - 1 1ᵀ) 1) a"))
        .isInstanceOf(FormulaException.class)
        .hasMessageContaining("the size of I is not known here; write eye(n)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "c'*sigma(V*q) | V | c ⊙ σ(Vq) ⊙ (1 - σ(Vq)) q' | right",
        "c'*sigma(V*q) | V | c ⊙ σ'(Vq) q^T | right",
        "c'*sigma(V*q) | V | (c ⊙ σ'(Vq)) q^T | right",
        "c'*sigma(V*q) | V | c ⊙ (σ'(Vq) q^T) | wrong",
        "J = (c'*sigma(V*q) - t)^2/2 | V | (c'σ(Vq) - t) c ⊙ σ'(Vq) q^T | right",
        "J = (c'*sigma(V*q) - t)^2/2 | V | (c'σ(Vq) - t) c ⊙ σ(Vq) q^T | wrong",
      })
  void productsPlaceByPlaceComeFirstWhereOnlyThatFits(
      String formula, String by, String claim, String expected) {
    assertThat(word(judge(formula, by, claim))).as(claim).isEqualTo(expected);
  }

  /** With A as high as wide, a ∘ A B could repeat a in every row. */
  @Test
  void productsThatCouldBeEitherAreRefused() {
    assertThatThrownBy(() -> judge("sum((A*B)*u)", "u", "u ∘ u u'"))
        .isInstanceOf(FormulaException.class)
        .hasMessageContaining("this may be a∘(b c) or (a∘b) c; write it with parentheses");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x^2/(y*t) | x | \\frac{2x}{yt}",
        "x^2/(y*t) | x | 2x/(yt)",
        "norm(X)^2/(n*d) | X | \\frac{2}{nd} X",
        "r1 = V*q + c ~ J = sum(sigma(r1)) | V | \\frac{\\partial J}{\\partial r_1} q^T",
        "r1 = V*q + c ~ J = sum(sigma(r1)) | V | \\dfrac{dJ}{dr_{1}} q^T",
        "r1 = V*q + c ~ J = sum(sigma(r1)) | V | dJ/dV = \\frac{\\partial J}{\\partial r_1} q^T",
      })
  void bracesOfFractionsHoldTogether(String formula, String by, String claim) {
    assertThat(judge(formula.replace("~", "\n"), by, claim))
        .as(claim)
        .isInstanceOf(Verdict.Right.class);
  }

  private static String how(String one, String other) {
    Equality.Result result =
        Equality.of(
            FormulaProgram.parse(one).objective().value(),
            FormulaProgram.parse(other).objective().value());
    return ((Equality.Result.Equal) result).how();
  }

  @Test
  void whatIsRoundedIsTold() {
    assertThat(how("x/3", "0.3333333333333333 x"))
        .isEqualTo("canonical form: both sides are the same, with 0.3333333333333333 for 1/3");
    assertThat(how("x/3", "x*(1/3)")).isEqualTo("canonical form: both sides are the same");
    assertThat(how("0.25 x", "x/4")).isEqualTo("canonical form: both sides are the same");
    assertThat(((Verdict.Right) judge("x^3/9", "x", "0.3333333333333333 x^2")).how())
        .isEqualTo("the same formula, with 0.3333333333333333 for 1/3");
  }
}
