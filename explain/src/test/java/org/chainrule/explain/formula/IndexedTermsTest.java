package org.chainrule.explain.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums over indices and values told by elements, against loops written out here. */
class IndexedTermsTest {
  private static final double[][] W = {{1, -2, .5}, {3, .25, -1}};
  private static final double[] X = {.5, 2, -3};
  private static final double[] Y = {4, -.5};
  private static final String GIVEN =
      "W = [1, -2, .5; 3, .25, -1], S = [2, 1, -1; .5, 3, 4; -2, 1, .75], x = [.5, 2, -3],"
          + " y = [4, -.5]";

  private static FormulaProgram program(String text) {
    return FormulaProgram.parse(text.replace("; ", "\n"), Given.NOTHING.at(GIVEN));
  }

  private static double[] value(String text) {
    FormulaProgram program = program(text);
    return Interpreter.evaluate(program.objective().value(), program.values()).toArray();
  }

  private interface Entry {
    double at(int i, int j);
  }

  /** The sum over the rows and columns of W. */
  private static double sum(Entry entry) {
    double sum = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        sum += entry.at(i, j);
      }
    }
    return sum;
  }

  private static double row(int i) {
    return W[i][0] * X[0] + W[i][1] * X[1] + W[i][2] * X[2];
  }

  private static void assertSum(String formula, double expected) {
    assertThat(value(formula)).as(formula).containsExactly(new double[] {expected}, within(1e-12));
  }

  @Test
  void sumsOverWholeAxes() {
    assertSum("Σ_ij W_ij y_i x_j", sum((i, j) -> W[i][j] * Y[i] * X[j]));
    assertSum("Σ_j Σ_i y_i W_ij x_j", sum((i, j) -> W[i][j] * Y[i] * X[j]));
    assertSum("Σ_i Σ_j (W_ij - y_i x_j)^2", sum((i, j) -> Math.pow(W[i][j] - Y[i] * X[j], 2)));
    assertSum("Σ_i Σ_j (W_ij + 2 x_j)/y_i", sum((i, j) -> (W[i][j] + 2 * X[j]) / Y[i]));
    assertSum("Σ_i Σ_j y_i exp(W_ij) x_j^2", sum((i, j) -> Y[i] * Math.exp(W[i][j]) * X[j] * X[j]));
    assertSum(
        "-1/2 Σ_i (Σ_j W_ij x_j - y_i)^2",
        -(Math.pow(row(0) - Y[0], 2) + Math.pow(row(1) - Y[1], 2)) / 2);
    assertSum("sum(i = 1..2, y[i]*dot(W[i], x))", Y[0] * row(0) + Y[1] * row(1));
    assertSum("\\sum_{i=1}^{2} y_i (W_i^\\top x)", Y[0] * row(0) + Y[1] * row(1));
  }

  /** What an index does beside picking from axes needs its numbers. */
  @Test
  void sumsThatAreWrittenOut() {
    assertSum("Σ_i S_ii", 2 + 3 + .75);
    assertSum("sum(i = 1..3, i*x_i)", .5 + 4 - 9);
    assertSum("sum(i = 1..2, x_i)", 2.5);
    assertSum("sum(i = 2..3, x_i x_{i-1})", 1 - 6);
    assertSum("sum(i = 1..3, sum(j = i..3, S_ij))", 2 + 1 - 1 + 3 + 4 + .75);
    assertSum("sum(i = 1..3, 1)", 3);
  }

  /** z_i = … is z. */
  @Test
  void elementsDefineTheWhole() {
    assertThat(value("z_i = Σ_j W_ij x_j + y_i; z"))
        .containsExactly(new double[] {row(0) + Y[0], row(1) + Y[1]}, within(1e-12));
    assertThat(value("m_ij = y_i x_j - W_ij; m"))
        .containsExactly(
            new double[] {
              2 - 1, 8 + 2, -12 - .5, -.25 - 3, -1 - .25, 1.5 + 1,
            },
            within(1e-12));
    assertThat(value("g_j = Σ_i y_i W_ij; g"))
        .containsExactly(new double[] {4 - 1.5, -8 - .125, 2 + .5}, within(1e-12));
    assertSum("z_i = Σ_j W_ij x_j; Σ_i z_i y_i", Y[0] * row(0) + Y[1] * row(1));
  }

  /** A sum over an axis whose size is but a name holds for every size. */
  @ParameterizedTest
  @CsvSource({
    "Σ_i a_i b_i, dot(a; b)",
    "Σ_i a_i^2, norm(a)^2",
    "-Σ_k a_k ln b_k, -sum(a ∘ ln(b))",
    "c_i = exp(a_i)/Σ_k exp(a_k), exp(a)/sum(exp(a))",
    "c_i = Σ_j M_ij v_j + b_i, M*v + b",
    "c_ij = a_i v_j, outer(a; v)",
    "Σ_ij (M_ij - a_i v_j)^2, sum((M - outer(a; v)) .^ 2)",
  })
  void areOneOperation(String indexed, String whole) {
    Given given = Given.NOTHING.shape("a, b: n; v: m; M: n, m");
    FormulaProgram program = FormulaProgram.parse(indexed, given).withSymbolicSizes();
    assertThat(program.sizes().chosen()).isEmpty();
    assertThat(program.objective().value()).isSameAs(program.read(whole.replace(';', ',')).value());
  }

  @Test
  void sizesByWhichSumsAreWrittenOutAreTold() {
    Given given = Given.NOTHING.shape("x: n");
    FormulaProgram program = FormulaProgram.parse("Σ_i x_i c_i", given).withSymbolicSizes();
    assertThat(program.sizes().chosen()).containsExactly("n");
  }

  /** With W of two axes and h_0 unknown, the states are as many as W has columns. */
  @ParameterizedTest
  @CsvSource({
    "tanh(W*h_{t-1} + U*x_t), n",
    "tanh(w*h_{t-1} + u*c_t), scalar",
    "h_{t-1}/2 + U*x_t, n",
  })
  void firstStatesHaveTheShapeOfStates(String next, String shape) {
    Given given = Given.NOTHING.shape("W: n,n; U: n,d; x: T,d").at("T=3");
    FormulaProgram program = FormulaProgram.parse("h_t = " + next + " for t = 1..T", given);
    assertThat(program.sizes().text(program.node("h_0").shape())).isEqualTo(shape);
    assertThat(program.sizes().text(program.objective().value().shape())).isEqualTo(shape);
  }

  @Test
  void aFirstStateThatIsGivenAsANumberIsThatInEveryElement() {
    Given given = Given.NOTHING.at("W=[1,2;3,4], h_0=2");
    FormulaProgram program = FormulaProgram.parse("h_t = W*h_{t-1} for t = 1..1", given);
    Expr first = program.node("h_0");
    assertThat(program.values()).containsEntry(first, Tensor.vector(2, 2));
    List<Double> states = new ArrayList<>();
    for (double v : Interpreter.evaluate(program.objective().value(), program.values()).toArray()) {
      states.add(v);
    }
    assertThat(states).containsExactly(6.0, 14.0);
  }

  @Test
  void statesThatAreNotReadAreNoVariables() {
    Given given = Given.NOTHING.shape("U: n,d; x: T,d").at("T=2");
    FormulaProgram program = FormulaProgram.parse("h_t = U*x_t for t = 1..T", given);
    assertThat(program.variables()).extracting(v -> v.op().name()).doesNotContain("h_0");
  }
}
