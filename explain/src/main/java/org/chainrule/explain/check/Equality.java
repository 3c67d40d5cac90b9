package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
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
 * Whether two formulas of one shape are equal wherever the first has a value: by their canonical
 * form, else by their values at random points.
 *
 * <p>Values are computed in float64 with error bounds. A difference above the bounds is certain.
 * Values within them are computed again in decimals of 40 digits: at the first points always, at
 * all if one formula has conditions that the other has not, else where the bounds are wide. Too few
 * points at which both have a value other than zero, a condition that was seen on one side only, or
 * a region in which only the first has a value, and nothing is certain.
 */
public final class Equality {
  private static final int POINTS = 24;
  private static final int PRECISE_POINTS = 4;
  private static final int POINTS_OTHER_THAN_ZERO = 8;
  private static final int CONFIRMING_POINTS = 3;
  private static final int TRIES = 600;
  private static final int TRIES_FOR_CONDITIONS = 120;
  private static final double MODERATE = 2;
  private static final int DIGITS = 6;
  private static final long SEED = 20_260_101;

  private final Pair pair;
  private final Points points;
  private final Branches branches;
  private final List<Map<Expr, Tensor>> inside = new ArrayList<>();
  private int equal;

  /** How many of these lie beside others, as random ones were rarely in the domain. */
  private int beside;

  private int otherThanZero;
  private int claimUndefined;
  private int truthUndefined;
  private int unclear;

  private Equality(Pair pair) {
    this.pair = pair;
    this.points = new Points(pair.all(), SEED);
    this.branches = new Branches(pair.truth(), pair.claim());
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
     * @param difference by how much that is larger
     */
    record Different(
        Map<Expr, Tensor> point, int element, double truth, double claim, double difference)
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
    return of(new Pair(truth, claim, List.of()));
  }

  /** Compares two formulas on a domain. */
  static Result of(Pair pair) {
    Expr truth = pair.truth();
    Expr claim = pair.claim();
    if (!truth.shape().equals(claim.shape())) {
      throw new IllegalArgumentException(
          "shapes " + truth.shape() + " and " + claim.shape() + " differ");
    }
    if (truth.equals(claim)) {
      return new Result.Equal(
          "the same formula" + rounded(CanonicalForm.roundings(claim)), List.of());
    }
    Equality equality = new Equality(pair);
    boolean same = CanonicalForm.same(truth, claim);
    Optional<Result> decided =
        equality.tryPoints(same ? CONFIRMING_POINTS : POINTS, same ? 0 : POINTS_OTHER_THAN_ZERO);
    if (decided.isPresent()) {
      return decided.get();
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

  private Optional<Result> tryPoints(int wanted, int wantedOtherThanZero) {
    Optional<Result> decided = Optional.empty();
    for (int tried = 0;
        decided.isEmpty() && tried < TRIES && isOpen(tried, wanted, wantedOtherThanZero);
        tried++) {
      decided = tryPoint(points.next());
      if (points.variables().isEmpty()) {
        return decided;
      }
    }
    int found = equal;
    for (int tried = 0; decided.isEmpty() && tried < TRIES && equal < wanted; tried++) {
      decided = tryPoint(points.next(inside));
    }
    beside += equal - found;
    return decided;
  }

  private boolean isOpen(int tried, int wanted, int wantedOtherThanZero) {
    boolean few = equal < wanted || otherThanZero < wantedOtherThanZero;
    return few || (wanted == POINTS && tried < TRIES_FOR_CONDITIONS && branches.areOpen());
  }

  private Optional<Result> tryPoint(Map<Expr, Tensor> point) {
    Comparison quick = Comparison.quick(pair, branches.watched(), point);
    boolean again =
        switch (quick.outcome()) {
          case DIFFERENT, TRUTH_UNDEFINED, CLAIM_OUTSIDE -> false;
          case EQUAL -> equal < PRECISE_POINTS || branches.differ();
          case EQUAL_ZERO, UNCLEAR, CLAIM_AT_EDGE, CLAIM_TOO_LARGE -> true;
        };
    Comparison last = again ? Comparison.precise(pair, point, branches.differ()) : quick;
    switch (last.outcome()) {
      case EQUAL, EQUAL_ZERO -> {
        equal++;
        otherThanZero += last.outcome() == Outcome.EQUAL ? 1 : 0;
        inside.add(point);
        branches.see(quick.values());
      }
      case DIFFERENT -> {
        return Optional.of(
            new Result.Different(
                point, last.element(), last.truth(), last.claim(), last.difference()));
      }
      case UNCLEAR -> unclear++;
      case TRUTH_UNDEFINED -> {
        truthUndefined++;
        branches.seeOutside(quick.values());
      }
      case CLAIM_OUTSIDE, CLAIM_AT_EDGE, CLAIM_TOO_LARGE -> {
        claimUndefined++;
        return lacks(point) ? Optional.of(new Result.Unknown(lacking(point))) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** Whether the claim lacks a value here and nearby, and not as numbers become too large. */
  private boolean lacks(Map<Expr, Tensor> point) {
    return !points.variables().isEmpty() && isWithout(point) && isWithout(points.near(point));
  }

  private boolean isWithout(Map<Expr, Tensor> point) {
    Outcome outcome = Comparison.precise(pair, point, false).outcome();
    return outcome == Outcome.CLAIM_OUTSIDE
        || (outcome == Outcome.CLAIM_AT_EDGE && isModerate(point));
  }

  /** Whether decimals are likely to have digits enough. */
  private static boolean isModerate(Map<Expr, Tensor> point) {
    return point.values().stream()
        .flatMapToDouble(value -> Arrays.stream(value.toArray()))
        .allMatch(number -> Math.abs(number) <= MODERATE);
  }

  private String lacking(Map<Expr, Tensor> point) {
    Map<Expr, Tensor> whole = points.whole(point);
    return "the claim has no value at "
        + Points.written(lacks(whole) ? whole : point)
        + ", where the answer has one";
  }

  /**
   * Where a variable is zero or a number of the formulas there may be a kink or jump, which random
   * points miss.
   */
  private Optional<String> differenceAtKink() {
    if (!branches.hasConditions()) {
      return Optional.empty();
    }
    for (double place : points.places()) {
      for (Expr variable : points.variables()) {
        if (place != 0 && points.isRow(variable)) {
          continue;
        }
        Map<Expr, Tensor> point = new LinkedHashMap<>(points.next());
        point.put(variable, Tensor.filled(variable.shape(), place));
        Comparison there = Comparison.quick(pair, List.of(), point);
        if (there.outcome().lacksClaim() || there.outcome() == Outcome.DIFFERENT) {
          return Optional.of(difference(variable, place, there));
        }
      }
    }
    return Optional.empty();
  }

  private static String difference(Expr variable, double place, Comparison there) {
    boolean noValue = there.outcome().lacksClaim();
    return String.format(
        Locale.ROOT,
        "where %s = %s the answer is %s, %s",
        Formula.of(variable),
        ValueText.number(place, DIGITS),
        noValue ? "defined" : ValueText.number(there.truth(), DIGITS),
        noValue
            ? "and the claim has no value"
            : "and the claim " + ValueText.number(there.claim(), DIGITS));
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    differenceAtKink().ifPresent(remarks::add);
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
                        + " random points"
                        + (beside > 0 ? ", " + beside + " of them beside others" : "")
                        + ", at "
                        + PRECISE_POINTS
                        + " of them to 25 digits or more",
                    remarks()));
  }
}
