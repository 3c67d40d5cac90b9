package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.formula.FormulaException;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims as people write them; the right ones stand in textbooks or were derived by hand. */
class ProgramQuestionTest {
  private static final String RECURRENT =
      """
      h_0 = 0
      h_t = sigma(w1*x_t + w2*h_{t-1}) for t = 1..3
      p = sigma(y (w_o h_3 + b))
      L = -ln p
      """;
  private static final String NETWORK =
      """
      x: 2
      W: 3, 2
      b: 3
      V: 4, 3
      y: 4
      z = W*x + b
      h = sigma(z)
      ŷ = V*h
      J = 1/2*norm(ŷ - y)^2
      """;
  private static final String GRAPH =
      """
      z1 = relu(w11*x1 + w21*x2)
      z2 = w22*x2^2 + w32*x3 + b2
      p1 = sigma(m11*z1^3 + c1)
      p2 = m12*sin(z1) + m22*cos(z2)
      J = ln((y1 - p1)^2) + ln((y2 - p2)^2)
      """;
  private static final String THROUGH_TIME =
      """
      U: 2, 3
      V: 2, 2
      x_1, x_2: 3
      y_1, y_2: 2
      h_1 = U*x_1
      h_2 = U*x_2 + h_1
      o_1 = V*h_1
      o_2 = V*h_2
      J = norm(o_1 - y_1)^2 + norm(o_2 - y_2)^2
      """;

  private static Verdict judge(String program, String by, String claim) {
    return ProgramQuestion.derivative(FormulaProgram.parse(program, Given.NOTHING), by)
        .judge(claim);
  }

  private static Kind slip(String program, String by, String claim) {
    Verdict verdict = judge(program, by, claim);
    assertThat(verdict).isInstanceOf(Verdict.Wrong.class);
    return ((Verdict.Wrong) verdict).slip().map(Slip::kind).orElseThrow();
  }

  /** The zeros of a first state do not hide the name of what they are added to. */
  @Test
  void quantitiesOfARecurrenceAreToldByTheirNames() {
    String program =
        """
        U: 2, 2
        V: 2, 2
        x_1, x_2, y_1, y_2: 2
        h_0 = zeros(2)
        h_n = U*x_n + h_{n-1} for n = 1..2
        J = norm(V*h_1 - y_1)^2 + norm(V*h_2 - y_2)^2
        """;
    assertThat(judge(program, "V", "2 (V h_2 - y_2) h_1' + 2 (V h_1 - y_1) h_1'"))
        .isInstanceOfSatisfying(
            Verdict.Wrong.class,
            wrong ->
                assertThat(wrong.slip().map(Slip::detail))
                    .contains("h_1 stands in the place of h_2"));
  }

  @Test
  void shapesAreToldByTheNamesOfTheirSizes() {
    FormulaProgram program =
        FormulaProgram.parse("norm(X*w - y)^2", Given.NOTHING.shape("X: n, d; w: d; y: n"));
    assertThat(ProgramQuestion.derivative(program, "X").judge("2 (X w - y)"))
        .isInstanceOfSatisfying(
            Verdict.Wrong.class,
            wrong -> {
              assertThat(wrong.why()).isEqualTo("the claim has shape n, the answer another");
              assertThat(wrong.slip().map(Slip::detail))
                  .contains("the answer has shape n×d, the claim n");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "w_o | -y (1-p) h_3",
        "w_o | y (p-1) h_3",
        "w_o | -y h_3/(1 + exp(y (w_o h_3 + b)))",
        "b | -y (1 - p)",
        "w1 | -y (1-p) w_o h_3 (1-h_3) (x_3 + w2 h_2 (1-h_2) (x_2 + w2 h_1 (1-h_1) x_1))",
        "w1 | dL/dh_3 * dh_3/dw1",
        "w1 | dL_dh_3 h_3 (1-h_3)(x_3 + w2 dh_2_dw1)",
        "w2 | -y (1-p) w_o h_3 (1-h_3) (h_2 + w2 h_2 (1-h_2) h_1)",
      })
  void gradientsOfARecurrentNetwork(String by, String claim) {
    assertThat(judge(RECURRENT, by, claim)).isInstanceOf(Verdict.Right.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "w_o | y (1-p) h_3 | SIGN",
        "w_o | -y (1-p) h_2 | WRONG_INDEX",
        "w_o | -y (1-p) | MISSING_FACTOR",
        "w_o | -y p (1-p) h_3 | EXTRA_FACTOR",
        "w1 | -y (1-p) w_o h_3 (1-h_3) x_3 | MISSING_TERM",
        "w1 | -y (1-p) w_o h_3 (x_3 + w2 h_2 (1-h_2) (x_2 + w2 h_1 (1-h_1) x_1))"
            + " | NOT_DIFFERENTIATED",
        "w1 | -y (1-p) w_o (x_3 + w2 h_2 (1-h_2) (x_2 + w2 h_1 (1-h_1) x_1)) | MISSING_FACTOR",
        "b | -2 y (1-p) | FACTOR",
        "b | L | NOT_DIFFERENTIATED",
        "b | -w_o (1-p) | WRONG_VARIABLE",
      })
  void slipsInARecurrentNetwork(String by, String claim, Kind kind) {
    assertThat(slip(RECURRENT, by, claim)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "W | (V'(ŷ - y) ∘ h ∘ (1-h)) x'",
        "W | ((V'ŷ - V'y) ∘ h ∘ (1-h)) x'",
        "W | dJ_dz x'",
        "b | V'(ŷ - y) ∘ (h - h.^2)",
        "V | (y_hat - y) h'",
        "h | V'(V h - y)",
      })
  void gradientsOfANetwork(String by, String claim) {
    assertThat(judge(NETWORK, by, claim)).isInstanceOf(Verdict.Right.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "W | (V'(ŷ - y) ∘ h) x' | NOT_DIFFERENTIATED",
        "W | V'(ŷ - y) x' | MISSING_FACTOR",
        "W | (V'(ŷ + y) ∘ h ∘ (1-h)) x' | SIGN",
        "W | x (V'(ŷ - y) ∘ h ∘ (1-h))' | TRANSPOSED",
        "V | h (ŷ - y)' | TRANSPOSED",
        "V | 2 (ŷ - y) h' | FACTOR",
        "b | V (ŷ - y) ∘ h | SHAPE",
      })
  void slipsInANetwork(String by, String claim, Kind kind) {
    assertThat(slip(NETWORK, by, claim)).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "c1 | -2 p1 (1-p1)/(y1-p1)",
        "m11 | -2 p1 (1-p1) z1^3/(y1-p1)",
        "m12 | -2 sin(z1)/(y2-p2)",
        "b2 | 2 m22 sin(z2)/(y2-p2)",
        "w22 | dJ/dz2 * x2^2",
        "w11 | x1 relu'(w11*x1 + w21*x2) (-6 m11 z1^2 p1 (1-p1)/(y1-p1) - 2 m12 cos(z1)/(y2-p2))",
      })
  void gradientsInAGraph(String by, String claim) {
    assertThat(judge(GRAPH, by, claim)).isInstanceOf(Verdict.Right.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "c1 | -2 p1/(y1-p1) | NOT_DIFFERENTIATED",
        "m11 | -2 p1 (1-p1) z1^2/(y1-p1) | EXPONENT",
        "b2 | -2 m22 sin(z2)/(y2-p2) | SIGN",
        "w22 | dJ/dz2 * x2 | EXPONENT",
        "w11 | -6 x1 relu'(w11*x1 + w21*x2) m11 z1^2 p1 (1-p1)/(y1-p1) | MISSING_TERM",
      })
  void slipsInAGraph(String by, String claim, Kind kind) {
    assertThat(slip(GRAPH, by, claim)).isEqualTo(kind);
  }

  @Test
  void matricesThroughTime() {
    String right = "2 V'((o_1 - y_1) + (o_2 - y_2)) x_1' + 2 V'(o_2 - y_2) x_2'";
    assertThat(judge(THROUGH_TIME, "U", right)).isInstanceOf(Verdict.Right.class);
    assertThat(judge(THROUGH_TIME, "U", "dJ_dh_1 x_1' + dJ_dh_2 x_2'"))
        .isInstanceOf(Verdict.Right.class);
    assertThat(slip(THROUGH_TIME, "U", "2 V'(o_1 - y_1) x_1' + 2 V'(o_2 - y_2) x_2'"))
        .isEqualTo(Kind.MISSING_TERM);
    assertThat(slip(THROUGH_TIME, "h_1", "2 V'(o_1 - y_1)")).isEqualTo(Kind.MISSING_TERM);
  }

  @Test
  void jacobians() {
    assertThat(judge("z: 3\ns = softmax(z)", "z", "diag(s) - s s'"))
        .isInstanceOf(Verdict.Right.class);
    assertThat(slip("z: 3\ns = softmax(z)", "z", "diag(s) + s s'")).isEqualTo(Kind.SIGN);
    assertThat(judge("X: 2,3\nw: 3\ny = X*w", "w", "X")).isInstanceOf(Verdict.Right.class);
    assertThat(slip("X: 2,3\nw: 3\ny = X*w", "w", "X'")).isEqualTo(Kind.TRANSPOSED);
    assertThat(judge("w: 3\ny = w ∘ w", "w", "2 diag(w)")).isInstanceOf(Verdict.Right.class);
    assertThat(judge("w: 3\ny = norm(w)^2", "w", "2 w")).isInstanceOf(Verdict.Right.class);
  }

  @Test
  void theDerivativeThatIsAskedForIsNoAnswer() {
    assertThatThrownBy(() -> judge(RECURRENT, "w1", "dL_dw1")).isInstanceOf(FormulaException.class);
  }

  @Test
  void aCounterExampleIsSimple() {
    Verdict.Wrong wrong = (Verdict.Wrong) judge("f = x^2 y", "x", "2 x");
    CounterExample example = wrong.counterExample().orElseThrow();
    double x = Objects.requireNonNull(example.point().get("x")).item();
    double y = Objects.requireNonNull(example.point().get("y")).item();
    assertThat(x).isEqualTo(Math.rint(x));
    assertThat(example.expected()).isEqualTo(2 * x * y);
    assertThat(example.claimed()).isEqualTo(2 * x);
    assertThat(example.claimed()).isNotEqualTo(example.expected());
  }

  @Test
  void tooFewPointsAreNoVerdict() {
    assertThat(judge("f = ln(ln(-1 - x^2))", "x", "2 x/((1 + x^2) ln(-1 - x^2))"))
        .isInstanceOf(Verdict.CannotTell.class);
  }

  /** Points are tried near the numbers that stand in the formulas. */
  @Test
  void aDifferenceFarOutIsFound() {
    assertThat(judge("f = relu(x - 10000000)^2 + erf(1)", "x", "relu(x - 20000000)"))
        .isInstanceOf(Verdict.Wrong.class);
  }

  @Test
  void aSmallDifferenceIsFound() {
    assertThat(judge("f = sin(x)", "x", "cos(x) + 10^(-20) erf(x)"))
        .isInstanceOf(Verdict.Wrong.class);
  }
}
