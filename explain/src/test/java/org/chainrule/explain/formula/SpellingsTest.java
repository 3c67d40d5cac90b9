package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.chainrule.explain.check.Equality;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions are interned, so two spellings of one formula give the same object. */
class SpellingsTest {
  private static final Given GIVEN =
      Given.NOTHING.shape("A: n,m; B: m,k; S: n,n; u,v: n; w: m; p_i: 3").at("N=3");

  private static Expr of(String text) {
    return FormulaProgram.parse(text, GIVEN).objective().value();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "a b c ~ a*b*c",
        "2x ~ 2*x",
        "2 x y ~ 2*x*y",
        "3 sin(x) ~ 3*sin(x)",
        "3sin x cos y ~ 3*sin(x)*cos(y)",
        "sin^2 x ~ sin(x)^2",
        "sin^{-1}(x) ~ arcsin(x)",
        "\\cos^{-1} x ~ arccos(x)",
        "tan⁻¹(2x) ~ arctan(2*x)",
        "\\tanh^{-1}(x) ~ artanh(x)",
        "sin(x)^-1 ~ (sin(x))^(-1)",
        "sin^{-2} x ~ sin(x)^(-2)",
        "sin 2x ~ sin(2*x)",
        "ln x + 1 ~ ln(x) + 1",
        "ln x^2 ~ ln(x^2)",
        "h(1-h) ~ h*(1-h)",
        "h(1-h)^2 ~ h*((1-h)^2)",
        "(a+b)(a-b) ~ (a+b)*(a-b)",
        "-x^2 ~ -(x^2)",
        "-a*b ~ -(a*b)",
        "a - -b ~ a - (-b)",
        "a*-b ~ a*(-b)",
        "x^2^3 ~ x^(2^3)",
        "x^-2 ~ x^(-2)",
        "x**2 ~ x^2",
        "x² + y³ ~ x^2 + y^3",
        "x⁻¹ ~ x^(-1)",
        "1/2 x ~ (1/2)*x",
        "1/2(y-t)^2 ~ (1/2)*(y-t)^2",
        "½ x ~ 0.5*x",
        "2x/y ~ (2*x)/y",
        "sum_{n=1}^3 x_n ~ x1 + x2 + x3",
        "x^2' ~ (x^2)'",
        "a/b/c ~ (a/b)/c",
        "a·b ~ a*b",
        "a × b − c ~ a*b - c",
        "e^x ~ exp(x)",
        "e^-x ~ exp(-x)",
        "|x| ~ abs(x)",
        "|x||y| ~ abs(x)*abs(y)",
        "2|x - 1| ~ 2*abs(x-1)",
        "√x ~ sqrt(x)",
        "∛x ~ cbrt(x)",
        "∛(x + 1) ~ cbrt(x + 1)",
        "\\sqrt[3]{x + 1} ~ cbrt(x + 1)",
        "x1 ~ x_1",
        "x₁ ~ x_{1}",
        "q_{12} ~ q12",
        "alpha + β ~ α + beta",
        "y_hat1 ~ ŷ_1",
        "max(0, x) ~ relu(x)",
        "[x > 0] ~ [0 < x]",
        "2[x ≥ 0] ~ 2*[x >= 0]",
        "A^T ~ A'",
        "Aᵀ ~ transpose(A)",
        "A B ~ A*B",
        "A B w_1 ~ A*B*w_1",
        "uᵀv ~ dot(u, v)",
        "u'v ~ u · v",
        "u^Tv ~ u' * v",
        "u v' ~ outer(u, v)",
        "u ∘ v ~ u .* v",
        "u ⊙ v ~ hadamard(u, v)",
        "u^2 ~ u .^ 2",
        "‖u‖² ~ norm(u)^2",
        "||u|| ~ norm(u)",
        "‖u‖_2 ~ norm(u)",
        "‖u‖_1 ~ sum(|u|)",
        "sigma(x) ~ sigmoid(x)",
        "σ(x) ~ sigmoid(x)",
        "ReLU(x) ~ relu(x)",
        "leaky_relu(x) ~ leakyrelu(x, 0.01)",
        "sum(n=1..3, x_n) ~ x_1 + x_2 + x_3",
        "sum(n=1..N, n*x_n) ~ 1*x_1 + 2*x_2 + 3*x_3",
        "prod(n=1..2, x_n) ~ x_1*x_2",
        "(a, b) ~ [a, b]",
        "[a; b] ~ [a, b]",
        "[[1, 2], [3, 4]] * [x, y] ~ [1, 2; 3, 4] * (x, y)",
        "u[1] ~ u_1",
        "A[1,2] ~ A_{1,2}",
        "A_{12} ~ A_{1,2}",
        "A'A ~ Aᵀ * A",
        "A.T ~ A'",
        "A.T*u ~ A'*u",
        "(A B).T ~ (A*B)'",
        "u @ v ~ dot(u, v)",
        "A @ B ~ A*B",
        "log_2(x) ~ log2(x)",
        "log_10 x ~ log10(x)",
        "log_3(x) ~ ln(x)/ln(3)",
        "Σ u ~ sum(u)",
        "Σ u ∘ v + x ~ sum(u ∘ v) + x",
        "∑ u ~ sum(u)",
        "Σ_i u_i v_i ~ dot(u, v)",
        "Σ_j S_1j u_j ~ dot(S_1, u)",
      })
  void meanTheSame(String one, String other) {
    FormulaProgram program = FormulaProgram.parse(one, GIVEN);
    assertThat(program.objective().value()).isSameAs(program.read(other).value());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "\\frac{a}{b} ~ a/b",
        "\\dfrac{1}{1 + e^{-x}} ~ 1/(1 + exp(-x))",
        "\\sigma(u^\\top v) ~ σ(u'v)",
        "u^{\\top} v ~ u'v",
        "\\sqrt{x + 1} ~ sqrt(x + 1)",
        "\\ln x + \\exp(y)\\cdot z ~ ln(x) + exp(y)*z",
        "\\left( a + b \\right)^2 ~ (a + b)^2",
        "\\hat{y}_1 - t ~ y_hat1 - t",
        "\\hat y ~ ŷ",
        "\\bar{x} ~ x_bar",
        "\\lVert u \\rVert^2 ~ ‖u‖²",
        "\\|u\\|_2^2 ~ ‖u‖²",
        "\\lvert x \\rvert ~ |x|",
        "u \\odot v ~ u ∘ v",
        "a \\times b ~ a*b",
        "\\sum_{n=1}^{3} x_n + 1 ~ x_1 + x_2 + x_3 + 1",
        "\\sum_{n=1}^N n x_n ~ 1 x_1 + 2 x_2 + 3 x_3",
        "\\prod_{n=1}^{2} x_{n} ~ x1*x2",
        "\\mathbf{u}^\\top \\mathbf{v} ~ u'v",
        "\\text{softmax}(u) ~ softmax(u)",
        "\\operatorname{relu}(x) ~ relu(x)",
        "\\mathbb{1}[x > 0] ~ [x > 0]",
        "\\max\\{0, x\\} ~ relu(x)",
        "\\sin^{2} x ~ sin(x)^2",
        "W_{ih} x ~ W_ih x",
        "\\alpha_{1} ~ alpha1",
        "\\mathbf{W}_{1} \\, x ~ W_1 x",
        "$x^{2}$ ~ x^2",
        "\\boldsymbol{\\theta}_2 ~ theta2",
        "\\log_2 x ~ log2(x)",
        "\\log_{2}(x) ~ log2(x)",
        "\\sec x ~ sec(x)",
        "\\sum_i u_i ~ sum(u)",
        "\\sum u ~ sum(u)",
      })
  void latexMeansTheSame(String latex, String text) {
    meanTheSame(latex, text);
  }

  /** Where sizes are left open, what stands beside them tells them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "A 1 ~ A*ones(m)",
        "1ᵀ A ~ ones(n)'*A",
        "1ᵀ u ~ sum(u)",
        "u 1ᵀ + A ~ outer(u, ones(m)) + A",
        "1 wᵀ + A ~ outer(ones(n), w) + A",
        "A ∘ (1 wᵀ) ~ A ∘ outer(ones(n), w)",
        "u 1ᵀ B ~ u (ones(m)' B)",
        "S + 2 I ~ S + 2 eye(n)",
        "I - u v' ~ eye(n) - u v'",
        "I u + u ~ 2 u",
        "S I ~ S",
        "sech(x) ~ 1/cosh(x)",
        "csch(x) ~ 1/sinh(x)",
        "coth(x) ~ cosh(x)/sinh(x)",
        "sec(x)^2 ~ 1 + tan(x)^2",
        "csc(x)^2 ~ 1 + cot(x)^2",
        "cbrt(x)^3 ~ x",
        "tanh(artanh(x)) ~ x",
        "sinh(arsinh(x)) ~ x",
        "cosh(arcosh(x)) ~ x",
      })
  void areEqual(String one, String other) {
    assertThat(Equality.of(of(one), of(other))).as(one).isInstanceOf(Equality.Result.Equal.class);
  }

  @Test
  void aLetterIsTheIdentityOnlyWhereItHasNoOtherMeaning() {
    assertThat(FormulaProgram.parse("V = I*R").variables()).hasSize(2);
    assertThat(FormulaProgram.parse("A*I", Given.NOTHING.shape("A: n,m; I: m")).variables())
        .hasSize(2);
  }

  @Test
  void madeByHand() {
    Expr x = Expr.variable("x");
    Expr y = Expr.variable("y");
    Expr z = Expr.variable("z");
    assertThat(of("ln(x) + exp(y)*z")).isSameAs(Functions.log(x).plus(Functions.exp(y).times(z)));
    assertThat(of("a - b - c"))
        .isSameAs(Expr.variable("a").minus(Expr.variable("b")).minus(Expr.variable("c")));
  }

  /** The slope of each function of one number, written with a prime. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "σ'(x) ~ σ(x)*(1 - σ(x))",
        "relu'(x) ~ [x > 0]",
        "sin'(x) ~ cos(x)",
        "exp''(x) ~ exp(x)",
      })
  void derivativesOfFunctions(String primed, String text) {
    FormulaProgram program = FormulaProgram.parse(primed);
    assertThat(program.objective().value()).isSameAs(program.read(text).value());
  }

  @Test
  void namesInAnswers() {
    FormulaProgram program = FormulaProgram.parse("z1 = w x\nJ = z1^2");
    Expr slope = Expr.variable("slope");
    assertThat(program.read("dJ/dz1 · x", java.util.Map.of("dJ_dz1", slope)).value())
        .isSameAs(slope.times(program.node("x")));
    assertThat(program.read("∂J/∂z_1", java.util.Map.of("dJ_dz1", slope)).value()).isSameAs(slope);
    assertThat(program.extended("g = z_1 + q").variables())
        .extracting(v -> v.op().name())
        .containsExactlyElementsOf(List.of("w", "x", "q"));
  }

  /** sin^{-1}(x) is the one thing, sin(x)^{-1} the other, and sin^2 x neither. */
  @Test
  void inversesAreRemarked() {
    assertThat(FormulaProgram.parse("sin^{-1}(x)").remarks())
        .containsExactly("sin⁻¹(x) is read as the inverse of sin, not as 1/sin(x).");
    assertThat(FormulaProgram.parse("sin(x)^{-1} + sin^2 x").remarks()).isEmpty();
  }
}
