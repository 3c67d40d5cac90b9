package org.chainrule.explain.derivation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.chainrule.explain.document.TerminalText;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Derivations of Jacobians; what is written is verified as it is made. */
class JacobianTest {
  private static final Given SHAPES =
      Given.NOTHING.shape("w, x, z: d; b, u: h; W: h, d; V: k, h; X: n, d; A: d, d; M: m, d; p: 3");

  private static Derivation derive(String formula, String by) {
    FormulaProgram program = FormulaProgram.parse(formula, SHAPES);
    return Derivation.jacobian(Question.of(program, List.of(program.node(by))));
  }

  private static String page(String formula, String by) {
    FormulaProgram program = FormulaProgram.parse(formula, SHAPES);
    return TerminalText.of(
        DerivationPage.of(derive(formula, by), program.sizes()::text, false), 80, t -> t, t -> t);
  }

  private static String closed(String formula, String by) {
    return DerivationSummary.of(derive(formula, by))
        .gradient()
        .values()
        .iterator()
        .next()
        .formula()
        .text();
  }

  /** Textbook answers. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          softmax(z)               | z | diag(f) − f fᵀ
          exp(z)/sum(exp(z))       | z | diag(f) − f fᵀ
          ln(softmax(z))           | z | I − 1 exp(f)ᵀ
          sigma(W*x + b)           | x | diag(f ∘ (1 − f)) W
          V*sigma(W*x + b)         | b | V diag(a1 ∘ (1 − a1))
          X*w                      | w | X
          X*w                      | X | w_k·δ_{ij}
          X*M'                     | M | X_{il}·δ_{jk}
          X*A                      | A | X_{ik}·δ_{jl}
          w∘w                      | w | 2·diag(w)
          w                        | w | I
          z*sum(z)                 | z | (Σ z)·I + z 1ᵀ
          W*x                      | b | 0
          [x[1]*x[2], x[1]^2]      | x | x_2·(e_1 e_1ᵀ) + 2·x_1·(e_2 e_1ᵀ) + x_1·(e_1 e_2ᵀ)
          x[1]*x                   | x | x_1·I + x e_1ᵀ
          [p[1]*p[2], p[1]^2]      | p | [p_2, p_1, 0; 2·p_1, 0, 0]
          [sum(p), norm(p)^2]      | p | [1, 1, 1; 2·p_1, 2·p_2, 2·p_3]
          diag(x)*A*x              | x | diag(x) A + diag(A x)
          """)
  void closedForms(String formula, String by, String expected) {
    assertThat(closed(formula, by)).isEqualTo(expected);
  }

  /** The derivative of x/(Σ x)² has 1/Σ x in both terms, but twice in the first one only. */
  @Test
  void whatTermsShareIsSetBeforeThemAsOftenAsAllHaveIt() {
    assertThat(page("x/sum(x)^2", "x"))
        .contains("(∂f/∂x)_{i,j} = 1/(Σ_m x_m)·(1/(Σ_l x_l)·δ_{ij} − 2·f_i)");
  }

  @Test
  void everyStepIsNamed() {
    List<DerivationSummary.Step> steps =
        DerivationSummary.of(derive("s = V*sigma(W*x + b)", "W")).steps();
    assertThat(steps)
        .contains(
            new DerivationSummary.Step("matrix product rule", "∂s/∂a1", "V"),
            new DerivationSummary.Step("chain rule", "∂s/∂z1", "∂s/∂a1 diag(σ′(z1))"),
            new DerivationSummary.Step(
                "sigmoid: σ′ = σ(1 − σ)", "∂s/∂a1 diag(σ′(z1))", "∂s/∂a1 diag(a1 ∘ (1 − a1))"),
            new DerivationSummary.Step(
                "sum rule, matrix product rule", "(∂s/∂W)_{i,jl}", "(∂s/∂z1)_{ij}·x_l"));
  }

  /** Polar coordinates, as every textbook has them. */
  @Test
  void numbersAreTheColumnsOfOneMatrix() {
    FormulaProgram program =
        FormulaProgram.parse("[r*cos(t), r*sin(t)]", Given.NOTHING.at("r=2, t=0"));
    Derivation derivation = Derivation.jacobian(Question.of(program, List.of()));
    assertThat(
            TerminalText.of(
                DerivationPage.of(derivation, program.sizes()::text, false), 80, t -> t, t -> t))
        .contains("∂f/∂t = [−r·sin(t), r·cos(t)]")
        .contains("∂f/∂(r, t) = [cos(t), −r·sin(t); sin(t), r·cos(t)]")
        .contains("= [1, 0; 0, 2]");
    DerivationSummary summary = DerivationSummary.of(derivation);
    assertThat(summary.gradient()).containsOnlyKeys("r", "t");
    DerivationSummary.Matrix matrix = summary.matrix().orElseThrow();
    assertThat(matrix.by()).containsExactly("r", "t");
    assertThat(matrix.partial().formula().text())
        .isEqualTo("[cos(t), −r·sin(t); sin(t), r·cos(t)]");
    assertThat(matrix.partial().shape()).isEqualTo(Shape.of(2, 2));
  }

  /** ∂(x/‖x‖)/∂‖x‖ is −x/‖x‖², a vector. */
  @Test
  void aDerivativeByANumberIsAVector() {
    assertThat(page("x/norm(x)", "x")).contains("∂f/∂‖x‖ = (−1/‖x‖)·f ").doesNotContain("diag");
  }

  /** A size that is called m, and a sum over another letter. */
  @Test
  void noIndexIsCalledAsASizeIs() {
    assertThat(page("X*M'*sum(M)/m", "M")).contains("Σ_").doesNotContain("Σ_m");
  }

  @Test
  void softmaxByItsIndices() {
    assertThat(page("s = softmax(z)", "z"))
        .contains("It is of shape d×d: the axes of s, then those of z.")
        .contains("(∂s/∂z)_{i,j} = s_j·(δ_{ij} − s_i)");
  }

  /** ∂f/∂z of f = z zᵀ z is 2 z zᵀ + ‖z‖² I. */
  @Test
  void likeTermsAreOne() {
    assertThat(page("z*z'*z", "z")).contains("= 2·z_i·z_j + Σ_l z_l·z_l·δ_{ij}");
  }

  /** Softmax at (1, 2, 3), in 40 digits by Python: diag(s) − s sᵀ. */
  @Test
  void values() {
    FormulaProgram program = FormulaProgram.parse("softmax(z)", Given.NOTHING.at("z=[1,2,3]"));
    Derivation derivation = Derivation.jacobian(Question.of(program, List.of(program.node("z"))));
    Tensor value =
        DerivationSummary.of(derivation)
            .gradient()
            .values()
            .iterator()
            .next()
            .value()
            .orElseThrow();
    assertThat(value.at(0)).isCloseTo(0.08192506906499321, Offset.offset(1e-15));
    assertThat(value.at(1)).isCloseTo(-0.022033044520174284, Offset.offset(1e-15));
    assertThat(value.at(8)).isCloseTo(0.22269542653462335, Offset.offset(1e-15));
  }

  @Test
  void valuesOnThePage() {
    FormulaProgram program = FormulaProgram.parse("w∘w", Given.NOTHING.at("w=[1,2,3]"));
    Derivation derivation = Derivation.jacobian(Question.of(program, List.of(program.node("w"))));
    assertThat(
            TerminalText.of(
                DerivationPage.of(derivation, program.sizes()::text, false), 80, t -> t, t -> t))
        .contains("f = w ∘ w", "= [1, 4, 9]", "= [2, 0, 0; 0, 4, 0; 0, 0, 6]");
  }

  /** Forms that no sum of products over indices can write still have verified steps. */
  @ParameterizedTest
  @ValueSource(strings = {"max(X)*w", "norm(z)*z", "z/norm(z)", "tanh(A*z)∘z", "exp(-z∘z)"})
  void variedFunctions(String formula) {
    String by = formula.contains("X") ? "X" : "z";
    assertThat(page(formula, by)).contains("The Jacobian of f", "∂f/∂" + by);
  }

  /** Random compositions: deriving verifies every step and what is written of it. */
  @Test
  void randomFunctions() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Expr z = Expr.variable("z", 3);
      Expr matrix = Expr.variable("A", 3, 3);
      Expr value = z;
      for (int i = 0; i < 4; i++) {
        value =
            switch (random.nextInt(8)) {
              case 0 -> matrix.matmul(value);
              case 1 -> matrix.transpose().matmul(value);
              case 2 -> Functions.tanh(value);
              case 3 -> Functions.softmax(value);
              case 4 -> value.times(z);
              case 5 -> value.minus(Functions.sigmoid(z));
              case 6 ->
                  value.times(value.power(2).sum().plus(1).power(-1).broadcast(value.shape()));
              default -> value.plus(value.sum().broadcast(value.shape()));
            };
      }
      Question question =
          new Question("f", value, new LinkedHashMap<>(), List.of(z, matrix), Map.of());
      DerivationSummary summary = DerivationSummary.of(Derivation.jacobian(question));
      assertThat(summary.gradient().firstEntry().getValue().formula().text())
          .as("seed %d", seed)
          .isNotEmpty();
    }
  }
}
