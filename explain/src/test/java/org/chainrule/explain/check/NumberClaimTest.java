package org.chainrule.explain.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.explain.formula.Sizes;
import org.chainrule.graph.Shape;
import org.junit.jupiter.api.Test;

/** Numbers, sizes and updated weights that are claimed. */
class NumberClaimTest {
  private static final double VALUE = 40.171073846375336;

  private static Kind slip(Verdict verdict) {
    return ((Verdict.Wrong) verdict).slip().map(Slip::kind).orElseThrow();
  }

  @Test
  void roundedNumbersAreRight() {
    for (String claim : new String[] {"40.2", "40.17", "40.171", "40.17107", "4.017e1"}) {
      assertThat(NumberClaim.judge(VALUE, claim, 3)).isInstanceOf(Verdict.Right.class);
    }
    assertThat(NumberClaim.judge(VALUE, "40", 2)).isInstanceOf(Verdict.Right.class);
  }

  @Test
  void powersOfTenAreRead() {
    for (String claim :
        List.of(
            "5.18·10²¹",
            "5.18·10^21",
            "5.18e21",
            "5.18 × 10^21",
            "5.18*10**21",
            "5.18 \\times 10^{21}",
            "$5.18\\,\\cdot\\,10^{21}$",
            "≈ 5.18·10²¹")) {
      assertThat(NumberClaim.judge(5.1772e21, claim, 3))
          .as(claim)
          .isInstanceOf(Verdict.Right.class);
    }
    assertThat(NumberClaim.judge(2.0583e-9, "2.06*10^-9", 3)).isInstanceOf(Verdict.Right.class);
    assertThat(NumberClaim.judge(2.0583e-9, "2.06·10⁻⁹", 3)).isInstanceOf(Verdict.Right.class);
    assertThat(NumberClaim.judge(2.0583e-9, "2.05*10^-9", 3)).isInstanceOf(Verdict.Wrong.class);
    assertThat(NumberClaim.judge(2.0583e-9, "2.1*10^-9", 3)).isInstanceOf(Verdict.CannotTell.class);
  }

  @Test
  void otherNumbersAreWrong() {
    for (String claim : new String[] {"41", "40.18", "40.1", "40.17108", "0", "40+1/3"}) {
      assertThat(NumberClaim.judge(VALUE, claim, 3)).isInstanceOf(Verdict.Wrong.class);
    }
    assertThat(slip(NumberClaim.judge(VALUE, "-40.17", 3))).isEqualTo(Kind.SIGN);
    assertThat(slip(NumberClaim.judge(VALUE, "20.0855", 3))).isEqualTo(Kind.FACTOR);
    assertThat(slip(NumberClaim.judge(2.0 / 3, "0.666", 3))).isEqualTo(Kind.ROUNDING);
    assertThat(NumberClaim.judge(Double.NaN, "1", 3)).isInstanceOf(Verdict.CannotTell.class);
  }

  @Test
  void fewDigitsThatAreRightSayTooLittle() {
    assertThat(NumberClaim.judge(VALUE, "40", 3)).isInstanceOf(Verdict.CannotTell.class);
    assertThat(NumberClaim.judge(1 / (1 + Math.exp(-.5)), "0.6", 3))
        .isInstanceOf(Verdict.CannotTell.class);
  }

  @Test
  void aNumberMayBeAFormulaOrInPercent() {
    assertThat(NumberClaim.judge(1.0 / 3, "1/3", 3)).isInstanceOf(Verdict.Right.class);
    assertThat(NumberClaim.judge(-2.0 / 3, "f = -0.667", 3)).isInstanceOf(Verdict.Right.class);
    assertThat(NumberClaim.judge(-2.0 / 3, "≈ −0.667", 3)).isInstanceOf(Verdict.Right.class);
    assertThat(NumberClaim.judge(-2.0 / 3, "f(1) ≈ -0.667", 3)).isInstanceOf(Verdict.Right.class);
    assertThat(NumberClaim.judge(-2.0 / 3, "f = -0.666", 3)).isInstanceOf(Verdict.Wrong.class);
    assertThat(NumberClaim.judge(0.6224593312018546, "62.2 %", 3))
        .isInstanceOf(Verdict.Right.class);
    assertThatThrownBy(() -> NumberClaim.judge(1, "w + 1", 3))
        .hasMessage("\"w + 1\" is not a number");
    assertThatThrownBy(() -> NumberClaim.judge(1, "", 3)).hasMessage("\"\" is not a number");
  }

  @Test
  void sizes() {
    Sizes sizes = new Sizes(Map.of("n", 2, "d", 3));
    Shape shape = Shape.of(2, 3);
    for (String claim : new String[] {"n,d", "n x d", "(n, d)", "n×d", "[2, 3]"}) {
      assertThat(ShapeClaim.judge(shape, false, sizes, claim)).isInstanceOf(Verdict.Right.class);
    }
    for (String claim : List.of("1", "()", "1×1", "scalar")) {
      assertThat(ShapeClaim.judge(Shape.SCALAR, false, sizes, claim))
          .as(claim)
          .isInstanceOf(Verdict.Right.class);
    }
    for (String claim : List.of("d", "(d,)", "(d)", "d,1")) {
      assertThat(ShapeClaim.judge(Shape.of(3), false, sizes, claim))
          .as(claim)
          .isInstanceOf(Verdict.Right.class);
    }
    assertThat(slip(ShapeClaim.judge(shape, false, sizes, "d,n"))).isEqualTo(Kind.TRANSPOSED);
    assertThat(slip(ShapeClaim.judge(shape, false, sizes, "n"))).isEqualTo(Kind.SHAPE);
    assertThat(ShapeClaim.judge(Shape.of(3), false, sizes, "d x 1"))
        .isInstanceOf(Verdict.Right.class);
    assertThat(slip(ShapeClaim.judge(Shape.of(3), false, sizes, "1 x d")))
        .isEqualTo(Kind.TRANSPOSED);
    assertThat(ShapeClaim.judge(Shape.SCALAR, false, sizes, "scalar"))
        .isInstanceOf(Verdict.Right.class);
  }

  /** The worked example of two layers: .5 becomes .65 by a step of 0.1. */
  @Test
  void updatedWeights() {
    FormulaProgram program =
        FormulaProgram.parse(
            """
            h1 = relu(a11*i1 + a12*i2 + c1)
            h2 = relu(a21*i1 + a22*i2 + c2)
            o1 = v11*h1 + v12*h2 + d1
            o2 = v21*h1 + v22*h2 + d2
            E = 1/2*((t1 - o1)^2 + (t2 - o2)^2)
            """,
            Given.NOTHING
                .at("i1=2, i2=-1, a11=1, a12=.5, c1=.5, a21=-.5, a22=-1, c2=-.5")
                .at("v11=.5, v12=-.5, d1=-1, v21=-1, v22=1, d2=.5, t1=1, t2=.5"));
    assertThat(UpdateClaim.judge(program, 0.1, "a12=0.65", 3)).isInstanceOf(Verdict.Right.class);
    assertThat(slip(UpdateClaim.judge(program, 0.1, "a12=0.35", 3))).isEqualTo(Kind.SIGN);
    assertThat(slip(UpdateClaim.judge(program, 0.1, "a12=2.00", 3))).isEqualTo(Kind.MISSING_FACTOR);
  }

  /** W − 0.1 · 2 (W x − t) xᵀ. */
  @Test
  void updatedMatrices() {
    FormulaProgram program =
        FormulaProgram.parse("norm(W*x - t)^2", Given.NOTHING.at("W=[1,0;0,1], x=[1,2], t=[0,1]"));
    assertThat(UpdateClaim.judge(program, 0.1, "W = [0.8, -0.4; -0.2, 0.6], x=[0.8,1.8]", 3))
        .isInstanceOf(Verdict.Right.class);
    Verdict wrong = UpdateClaim.judge(program, 0.1, "W = [0.8, -0.4; -0.2, 1.4]", 3);
    assertThat(slip(wrong)).isEqualTo(Kind.SIGN);
    assertThat(((Verdict.Wrong) wrong).why())
        .isEqualTo("1 of 4 is wrong:\n  W_{2,2}: claimed 1.4, but 1 − 0.1 · 4 = 0.6");
    assertThatThrownBy(() -> UpdateClaim.judge(program, 0.1, "W=[1,2]", 3))
        .hasMessage("W is 2×2, but the claim is [1,2]; a matrix is written [1, 2; 3, 4]");
    assertThatThrownBy(() -> UpdateClaim.judge(program, 0.1, "W", 3))
        .hasMessageStartingWith("\"W\" is not of the form NAME=VALUE");
  }
}
