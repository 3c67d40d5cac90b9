package org.chainrule.explain.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.chainrule.explain.check.slip.Slip;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.explain.formula.FormulaProgram;
import org.chainrule.explain.formula.Given;
import org.chainrule.graph.interpreter.Interpreter;

/**
 * Judges a number that is claimed to be another: right if the true one, rounded to the digits that
 * the claim is written with, is the claim; with fewer significant digits than asked for, that says
 * too little. A claim that is a formula of numbers, such as 1/3 or sin(1), must be equal.
 */
public final class NumberClaim {
  /** The significant digits that a claim must have unless it is exact. */
  public static final int USUAL_DIGITS = 3;

  private static final double EXACT = 1e-12;
  private static final List<Double> FACTORS =
      List.of(2.0, 0.5, 3.0, 1 / 3.0, 4.0, 0.25, 10.0, 0.1, 100.0, 0.01);

  private NumberClaim() {}

  /**
   * The verdict.
   *
   * @param claim a number in decimal, perhaps in percent, or a formula without variables
   * @throws IllegalArgumentException if the claim is neither
   */
  public static Verdict judge(double truth, String claim, int digits) {
    BigDecimal claimed = parse(claim);
    if (!Double.isFinite(truth)) {
      return new Verdict.CannotTell("the true value is " + truth + ", not a finite number");
    }
    double distance = Math.abs(claimed.doubleValue() - truth);
    double size = Math.max(Math.abs(truth), Math.abs(claimed.doubleValue()));
    if (distance <= EXACT * size) {
      return new Verdict.Right("equal to within rounding in float64");
    }
    BigDecimal exact = new BigDecimal(truth);
    double lastPlace = claimed.ulp().doubleValue();
    double needed = exact.round(new MathContext(digits)).ulp().doubleValue();
    if (distance <= 0.5 * lastPlace * (1 + 1e-9)) {
      return lastPlace <= needed
          ? new Verdict.Right("the true value rounded to the digits of the claim")
          : new Verdict.CannotTell(
              String.format(
                  Locale.ROOT,
                  "the claim is right to its digits, but %d significant ones are asked for",
                  digits));
    }
    return new Verdict.Wrong(
        "the claimed number is not the value",
        Optional.empty(),
        slip(exact, claimed),
        Optional.of(Double.toString(truth)));
  }

  /** The number that a claim is. */
  static double number(String claim) {
    return parse(claim).doubleValue();
  }

  private static BigDecimal parse(String claim) {
    String text = WrittenNumber.unlabelled(claim);
    return WrittenNumber.of(text).orElseGet(() -> value(text));
  }

  private static BigDecimal value(String formula) {
    try {
      FormulaProgram program = FormulaProgram.parse(formula, Given.NOTHING);
      if (program.variables().isEmpty()) {
        return new BigDecimal(Interpreter.evaluate(program.objective().value(), Map.of()).item());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(notNumber(formula), e);
    }
    throw new IllegalArgumentException(notNumber(formula));
  }

  private static String notNumber(String text) {
    return "\"" + text + "\" is not a number";
  }

  private static Optional<Slip> slip(BigDecimal truth, BigDecimal claimed) {
    if (close(truth.negate(), claimed)) {
      return Optional.of(new Slip(Kind.SIGN, "the number has the wrong sign"));
    }
    BigDecimal cut = truth.setScale(claimed.scale(), RoundingMode.DOWN);
    if (cut.compareTo(claimed) == 0 && claimed.signum() != 0) {
      return Optional.of(new Slip(Kind.ROUNDING, "digits were cut off, not rounded"));
    }
    for (double factor : FACTORS) {
      if (close(truth.multiply(BigDecimal.valueOf(factor)), claimed)) {
        return Optional.of(
            new Slip(
                Kind.FACTOR,
                String.format(Locale.ROOT, "the claim is %.4g times the value", factor)));
      }
    }
    return Optional.empty();
  }

  private static boolean close(BigDecimal truth, BigDecimal claimed) {
    return claimed.signum() != 0
        && claimed.precision() >= 2
        && truth.subtract(claimed).abs().doubleValue() <= 0.5 * claimed.ulp().doubleValue() * 1.001;
  }
}
