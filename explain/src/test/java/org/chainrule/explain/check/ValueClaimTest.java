package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole vectors and matrices that are claimed. */
class ValueClaimTest {
  private static final Tensor MATRIX = Tensor.of(Shape.of(2, 2), 1, 2.5, 1 / 3.0, -4);
  private static final Tensor VECTOR = Tensor.of(Shape.of(3), 0.1, 0.25, 0.65);

  private static Verdict.Wrong wrong(Tensor truth, String claim) {
    return (Verdict.Wrong) ValueClaim.judge(truth, claim, 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1, 2.5; 0.333, -4]",
        "[1, 2.50; 1/3, −4]",
        "[[1, 2.5], [0.3333, -4]]",
        "[[1 2.5] [0.3333 -4]]",
        "1, 2.5; 0.333, -4",
      })
  void everyNumberOfAMatrixIsJudged(String claim) {
    assertThat(ValueClaim.judge(MATRIX, claim, 3)).as(claim).isInstanceOf(Verdict.Right.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(0.1, 0.25, 0.65)", "[0.1 0.25 0.65]", "[0.1; 0.25; 0.65]", "10%, 25%, 65%"})
  void vectorsStandOrLie(String claim) {
    assertThat(ValueClaim.judge(VECTOR, claim, 3)).as(claim).isInstanceOf(Verdict.Right.class);
  }

  @Test
  void theFirstWrongEntryIsNamed() {
    Verdict.Wrong one = wrong(MATRIX, "[1, 2.4; 0.333, -4]");
    assertThat(one.why()).isEqualTo("the entry [1, 2] is wrong");
    CounterExample example = one.counterExample().orElseThrow();
    assertThat(example.element()).isEqualTo("[1, 2]");
    assertThat(example.claimed()).isEqualTo(2.4);
    assertThat(example.expected()).isEqualTo(2.5);
    assertThat(wrong(MATRIX, "[1, 2.4; 0.4, 4]").why())
        .isEqualTo("the entry [1, 2] is wrong, the first of 3 that are");
    assertThat(one.slip()).isEmpty();
  }

  @Test
  void aSlipIsNamedIfItIsThatOfAllThatIsWrong() {
    assertThat(wrong(VECTOR, "(-0.10, -0.25, -0.65)").slip().map(Slip::kind)).contains(Kind.SIGN);
    assertThat(wrong(VECTOR, "(-0.10, 0.50, 0.65)").slip()).isEmpty();
    assertThat(wrong(MATRIX, "[1, 1/3; 2.5, -4]").slip().map(Slip::kind)).contains(Kind.TRANSPOSED);
  }

  @Test
  void anotherShapeIsWrong() {
    assertThat(wrong(VECTOR, "(0.1, 0.9)").slip())
        .contains(new Slip(Kind.SHAPE, "the value is 3 numbers, the claim 2 numbers"));
    assertThat(wrong(MATRIX, "5").slip())
        .contains(new Slip(Kind.SHAPE, "the value is 2×2, the claim 1 number"));
  }

  @Test
  void tooFewDigitsAreNoVerdict() {
    assertThat(ValueClaim.judge(MATRIX, "[1, 2.5; 0.3, -4]", 3))
        .isInstanceOfSatisfying(
            Verdict.CannotTell.class,
            unknown -> assertThat(unknown.why()).startsWith("entry [2, 1]"));
  }

  @Test
  void wordsAreNoNumbers() {
    assertThatThrownBy(() -> ValueClaim.judge(VECTOR, "(0.1, x, 0.65)", 3))
        .hasMessage("\"x\" is not a number");
  }
}
