package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.chainrule.explain.canonical.CanonicalForm;
import org.chainrule.explain.check.Comparison.Outcome;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;
import org.chainrule.graph.Tensor;

/**
 * Whether two formulas of one shape are equal wherever both have a value: by their canonical form,
 * else by their values at random points.
 *
 * <p>Values are computed in float64 with error bounds. A difference above the bounds is certain.
 * Values within them are computed again in decimals of 40 digits, at the first points always, at
 * the others where the bounds are wide. Too few points at which both have a value other than zero,
 * or a condition that was seen on one side only, and nothing is certain.
 */
public final class Equality {
  private static final int POINTS = 24;
  private static final int PRECISE_POINTS = 4;
  private static final int POINTS_OTHER_THAN_ZERO = 8;
  private static final int CONFIRMING_POINTS = 3;
  private static final int TRIES = 600;
  private static final int DIGITS = 6;
  private static final long SEED = 20_260_101;

  private final Expr truth;
  private final Expr claim;
  private final Points points;
  private final Branches branches;
  private int equal;
  private int otherThanZero;
  private int claimUndefined;
  private int truthUndefined;
  private int unclear;

  private Equality(Expr truth, Expr claim) {
    this.truth = truth;
    this.claim = claim;
    this.points = new Points(List.of(truth, claim), SEED);
    this.branches = new Branches(truth, claim);
  }

  /** What is certain of two formulas. */
  public sealed interface Result {
    /**
     * They are equal wherever both have a value.
     *
     * @param how which method showed it
     * @param remarks what else was seen
     */
    record Equal(String how, List<String> remarks) implements Result {}

    /**
     * They differ.
     *
     * @param point where
     * @param element in which element, by its row-major position
     * @param truth the first one's value
     * @param claim the second one's value
     */
    record Different(Map<Expr, Tensor> point, int element, double truth, double claim)
        implements Result {}

    /**
     * Nothing is certain.
     *
     * @param why what was missing
     */
    record Unknown(String why) implements Result {}
  }

  /**
   * Compares two formulas.
   *
   * @throws IllegalArgumentException if their shapes differ
   */
  public static Result of(Expr truth, Expr claim) {
    if (!truth.shape().equals(claim.shape())) {
      throw new IllegalArgumentException(
          "shapes " + truth.shape() + " and " + claim.shape() + " differ");
    }
    if (truth.equals(claim)) {
      return new Result.Equal(
          "the same formula" + rounded(CanonicalForm.roundings(claim)), List.of());
    }
    Equality equality = new Equality(truth, claim);
    boolean same = CanonicalForm.same(truth, claim);
    Optional<Result.Different> different =
        equality.tryPoints(same ? CONFIRMING_POINTS : POINTS, same ? 0 : POINTS_OTHER_THAN_ZERO);
    if (different.isPresent()) {
      return different.get();
    }
    return same && equality.equal > 0
        ? new Result.Equal(canonical(truth, claim), equality.remarks())
        : equality.byPoints();
  }

  private static String canonical(Expr truth, Expr claim) {
    SortedSet<String> own = CanonicalForm.roundings(claim);
    own.removeAll(CanonicalForm.roundings(truth));
    return "canonical form: both sides are the same" + rounded(own);
  }

  private static String rounded(SortedSet<String> numbers) {
    return numbers.isEmpty() ? "" : ", with " + String.join(", ", numbers);
  }

  private Optional<Result.Different> tryPoints(int wanted, int wantedOtherThanZero) {
    for (int tried = 0;
        tried < TRIES && (equal < wanted || otherThanZero < wantedOtherThanZero);
        tried++) {
      Map<Expr, Tensor> point = points.next();
      Optional<Result.Different> different = tryPoint(point);
      if (different.isPresent()) {
        return different;
      }
      if (points.variables().isEmpty() && tried == 0) {
        break;
      }
    }
    return Optional.empty();
  }

  private Optional<Result.Different> tryPoint(Map<Expr, Tensor> point) {
    Comparison quick = Comparison.quick(truth, claim, branches.watched(), point);
    boolean close = quick.outcome() != Outcome.DIFFERENT && isDefined(quick.outcome());
    boolean again = close && (quick.outcome() != Outcome.EQUAL || equal < PRECISE_POINTS);
    Comparison last = again ? Comparison.precise(truth, claim, point) : quick;
    switch (last.outcome()) {
      case EQUAL -> {
        equal++;
        otherThanZero++;
        branches.see(quick.values());
      }
      case EQUAL_ZERO -> {
        equal++;
        branches.see(quick.values());
      }
      case DIFFERENT -> {
        return Optional.of(new Result.Different(point, last.element(), last.truth(), last.claim()));
      }
      case UNCLEAR -> unclear++;
      case TRUTH_UNDEFINED -> truthUndefined++;
      case CLAIM_UNDEFINED -> claimUndefined++;
    }
    return Optional.empty();
  }

  private static boolean isDefined(Outcome outcome) {
    return outcome != Outcome.TRUTH_UNDEFINED && outcome != Outcome.CLAIM_UNDEFINED;
  }

  /** Where a variable is zero there may be a kink or jump, which random points miss. */
  private Optional<String> differenceAtZero() {
    if (!branches.hasConditions()) {
      return Optional.empty();
    }
    for (Expr variable : points.variables()) {
      Map<Expr, Tensor> point = new LinkedHashMap<>(points.next());
      point.put(variable, Tensor.filled(variable.shape(), 0));
      Comparison there = Comparison.quick(truth, claim, List.of(), point);
      boolean noValue = there.outcome() == Outcome.CLAIM_UNDEFINED;
      if (noValue || there.outcome() == Outcome.DIFFERENT) {
        return Optional.of(
            String.format(
                Locale.ROOT,
                "where %s = 0 the answer is %s, %s",
                Formula.of(variable),
                noValue ? "defined" : ValueText.number(there.truth(), DIGITS),
                noValue
                    ? "and the claim has no value"
                    : "and the claim " + ValueText.number(there.claim(), DIGITS)));
      }
    }
    return Optional.empty();
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    differenceAtZero().ifPresent(remarks::add);
    if (claimUndefined > 0 && equal + claimUndefined > 0) {
      remarks.add(
          "the claim has no value at "
              + claimUndefined
              + " of "
              + (equal + claimUndefined)
              + " points at which the answer has one");
    }
    return remarks;
  }

  private Result byPoints() {
    if (points.variables().isEmpty() && equal > 0) {
      return new Result.Equal(
          "both have this value, to 39 digits or those of their constants", List.of());
    }
    if (equal < POINTS) {
      return new Result.Unknown(
          "both sides have a certain value at "
              + equal
              + " of "
              + (equal + unclear + truthUndefined + claimUndefined)
              + " random points; "
              + POINTS
              + " are needed");
    }
    if (otherThanZero < POINTS_OTHER_THAN_ZERO) {
      return new Result.Unknown(
          "both sides are zero at nearly every point that was tried: "
              + otherThanZero
              + " points differ from zero, "
              + POINTS_OTHER_THAN_ZERO
              + " are needed");
    }
    return branches
        .unseen()
        .<Result>map(
            condition ->
                new Result.Unknown(
                    "one side depends on the sign of "
                        + Formula.of(condition)
                        + ", which was the same at all "
                        + equal
                        + " points"))
        .orElseGet(
            () ->
                new Result.Equal(
                    "equal at "
                        + equal
                        + " random points, at "
                        + PRECISE_POINTS
                        + " of them to 25 digits or more",
                    remarks()));
  }
}
