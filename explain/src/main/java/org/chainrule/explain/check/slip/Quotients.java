package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.check.slip.Factors.Factor;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Power;

/**
 * The slip told by the quotient of what is claimed by what is true, of the whole answer or of one
 * of its terms: a number, a factor, the inverse of one, or one factor divided by another.
 */
final class Quotients {
  private static final double SMALLEST = 1e-9;

  private final Factors factors;
  private final Task task;
  private final Trial trial;

  Quotients(Factors factors, Task task, Trial trial) {
    this.factors = factors;
    this.task = task;
    this.trial = trial;
  }

  /** The number that claimed values are of true ones, if it is one number. */
  static Optional<Double> number(double[] claimed, double[] expected) {
    double dot = 0;
    double square = 0;
    for (int i = 0; i < claimed.length; i++) {
      dot += claimed[i] * expected[i];
      square += expected[i] * expected[i];
    }
    if (square == 0 || !Double.isFinite(square) || !Double.isFinite(dot)) {
      return Optional.empty();
    }
    double number = dot / square;
    double[] scaled = Arrays.stream(expected).map(e -> e * number).toArray();
    boolean zero =
        Math.abs(number) < SMALLEST
            && Arrays.stream(claimed)
                .allMatch(c -> Math.abs(c) < SMALLEST * Math.sqrt(dotScale(expected)));
    return zero
        ? Optional.of(0.0)
        : Trial.equal(claimed, scaled) ? Optional.of(number) : Optional.empty();
  }

  private static double dotScale(double[] values) {
    return Arrays.stream(values).map(v -> v * v).sum();
  }

  /** The slip that a number as quotient tells; of what is said by {@code part}. */
  static Optional<Slip> slip(double number, String part) {
    if (Math.abs(number - 1) < SMALLEST) {
      return Optional.empty();
    }
    if (number == 0) {
      return Optional.of(new Slip(Kind.MISSING_TERM, part + " is missing"));
    }
    if (Math.abs(number + 1) < SMALLEST) {
      return Optional.of(new Slip(Kind.SIGN, part + " has the wrong sign"));
    }
    return Optional.of(Slip.multiple(number, part));
  }

  /** The slip that a quotient by or of known factors tells. */
  Optional<Slip> factorSlip(Expr claimed, Expr expected, String part) {
    return new Comparison(claimed, expected).slip(part);
  }

  /** What is claimed and what is true, of the whole answer or of a term. */
  private final class Comparison {
    private final Expr claim;
    private final Expr truth;
    private final double[] claimed;
    private final double[] expected;

    Comparison(Expr claim, Expr truth) {
      this.claim = claim;
      this.truth = truth;
      this.claimed = trial.values(claim);
      this.expected = trial.values(truth);
    }

    Optional<Slip> slip(String part) {
      Optional<Slip> function = notDifferentiated();
      if (function.isPresent()) {
        return function;
      }
      List<Slip> found = new ArrayList<>();
      List<Factor> shortestFirst =
          factors.all().stream()
              .sorted(Comparator.comparingInt(factor -> factor.text().length()))
              .toList();
      for (Factor factor : shortestFirst) {
        if (Trial.equal(claimed, times(expected, factor.values()))
            && task.same(claim, truth.times(factor.wide()))) {
          found.add(
              Factors.isRaised(factor.node(), task.truth())
                  ? new Slip(Kind.EXPONENT, "the exponent of " + factor.text() + " is one too high")
                  : new Slip(
                      Kind.EXTRA_FACTOR, part + " has the factor " + factor.text() + " too many"));
        }
        if (Trial.equal(times(claimed, factor.values()), expected)
            && task.same(claim.times(factor.wide()), truth)) {
          found.add(
              Factors.isRaised(factor.node(), task.truth())
                  ? new Slip(Kind.EXPONENT, "the exponent of " + factor.text() + " is one too low")
                  : new Slip(Kind.MISSING_FACTOR, missing(factor)));
        }
      }
      return found.stream().findFirst().or(this::exchanged);
    }

    /** A function in the place of its derivative. */
    private Optional<Slip> notDifferentiated() {
      for (Factor right : factors.all()) {
        for (Factor wrong : factors.all()) {
          if (right.function().filter(wrong.node()::equals).isPresent()
              && Trial.equal(times(claimed, right.values()), times(expected, wrong.values()))
              && task.same(claim.times(right.wide()), truth.times(wrong.wide()))
              && !task.same(right.wide(), wrong.wide())) {
            return Optional.of(
                new Slip(
                    Kind.NOT_DIFFERENTIATED,
                    wrong.text() + " stands in the place of its derivative " + right.text()));
          }
        }
      }
      return Optional.empty();
    }

    /** One variable or named quantity in the place of another. */
    private Optional<Slip> exchanged() {
      for (Factor right : factors.all()) {
        double[] product = times(claimed, right.values());
        for (Factor wrong : factors.all()) {
          boolean power = isPowerOf(right, wrong) || isPowerOf(wrong, right);
          if (right != wrong
              && (power || (right.named() && wrong.named()))
              && Trial.equal(product, times(expected, wrong.values()))
              && task.same(claim.times(right.wide()), truth.times(wrong.wide()))
              && !task.same(right.wide(), wrong.wide())) {
            return Optional.of(
                power
                    ? new Slip(
                        Kind.EXPONENT, wrong.text() + " stands in the place of " + right.text())
                    : exchange(right.text(), wrong.text()));
          }
        }
      }
      return Optional.empty();
    }
  }

  private static String missing(Factor factor) {
    return "the factor "
        + factor.text()
        + " is missing"
        + (factor.function().isPresent() ? "; it comes from the chain rule" : "");
  }

  private static boolean isPowerOf(Factor power, Factor base) {
    return power.node().op() instanceof Power && power.node().input(0).equals(base.node());
  }

  /** Says that one thing stands in the place of another. */
  static Slip exchange(String right, String wrong) {
    boolean index = stem(right).equals(stem(wrong)) && !stem(right).isEmpty();
    return new Slip(
        index ? Kind.WRONG_INDEX : Kind.WRONG_VARIABLE, wrong + " stands in the place of " + right);
  }

  /** A name without its subscript. */
  private static String stem(String name) {
    return name.matches("[\\p{L}\\p{M}]+_?[0-9tT,{}\\[\\]]+.*")
        ? name.replaceAll("[_0-9\\[].*$", "")
        : "";
  }

  private static double[] times(double[] a, double[] b) {
    double[] result = new double[a.length];
    Arrays.setAll(result, i -> a[i] * b[i]);
    return result;
  }
}
