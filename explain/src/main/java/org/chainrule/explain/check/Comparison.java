package org.chainrule.explain.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.chainrule.explain.number.Ball;
import org.chainrule.explain.number.Balls;
import org.chainrule.explain.number.Evaluation;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;

/**
 * Two graphs of one shape at one point.
 *
 * @param outcome what is certain
 * @param element the element that decided
 * @param truth that element of the first
 * @param claim that element of the second
 * @param difference by how much that element of the second is larger
 * @param values the values of all nodes with their error bounds
 */
record Comparison(
    Outcome outcome,
    int element,
    double truth,
    double claim,
    double difference,
    Map<Expr, List<Ball<Double>>> values) {
  /** What is certain at a point. */
  enum Outcome {
    /** All elements are equal to within bounds that are small against them. */
    EQUAL,
    /** All elements are equal, and all are zero. */
    EQUAL_ZERO,
    /** An element differs by more than all errors. */
    DIFFERENT,
    /** The bounds are too wide to tell. */
    UNCLEAR,
    /** The truth has no value here, or what it was asked of has none. */
    TRUTH_UNDEFINED,
    /** The claim has no value here for certain. */
    CLAIM_OUTSIDE,
    /** An operand in the claim lies at the edge of a domain as far as the digits tell. */
    CLAIM_AT_EDGE,
    /** A number in the claim is too large. */
    CLAIM_TOO_LARGE;

    /** Whether the truth has a value here and the claim none was found of. */
    boolean lacksClaim() {
      return this == CLAIM_OUTSIDE || this == CLAIM_AT_EDGE || this == CLAIM_TOO_LARGE;
    }
  }

  private static final double RELATIVE = 1e-9;
  private static final double NEGLIGIBLE = 1e-20;

  /** Bounds below this hide no branch but one with smaller values. */
  private static final double HIDING = 1e-15;

  private static final Balls<Double> FLOAT64 = Balls.float64();
  private static final Balls<BigDecimal> DECIMAL = Balls.decimal();

  /** In float64; what is watched is evaluated, too. */
  static Comparison quick(Pair pair, Collection<Expr> watched, Map<Expr, Tensor> point) {
    List<Expr> nodes = new ArrayList<>(watched);
    nodes.addAll(pair.all());
    Map<Expr, List<Ball<Double>>> values = values(FLOAT64, nodes, point);
    return of(pair, values, values, false);
  }

  /**
   * In decimals of 40 digits.
   *
   * @param strict whether bounds are to be small not only against the values
   */
  static Comparison precise(Pair pair, Map<Expr, Tensor> point, boolean strict) {
    return of(pair, values(DECIMAL, pair.all(), point), Map.of(), strict);
  }

  private static <N> Comparison of(
      Pair pair,
      Map<Expr, List<Ball<N>>> values,
      Map<Expr, List<Ball<Double>>> kept,
      boolean strict) {
    boolean inside =
        pair.domain().stream().flatMap(node -> at(values, node).stream()).allMatch(Ball::defined);
    return inside
        ? of(at(values, pair.truth()), at(values, pair.claim()), kept, strict)
        : none(Outcome.TRUTH_UNDEFINED, kept);
  }

  private static Comparison none(Outcome outcome, Map<Expr, List<Ball<Double>>> values) {
    return new Comparison(outcome, 0, Double.NaN, Double.NaN, Double.NaN, values);
  }

  private static <N> List<Ball<N>> at(Map<Expr, List<Ball<N>>> values, Expr node) {
    return values.getOrDefault(node, List.of());
  }

  /** The values of nodes at a point, with their error bounds. */
  static <N> Map<Expr, List<Ball<N>>> values(
      Balls<N> numbers, List<Expr> nodes, Map<Expr, Tensor> point) {
    return Evaluation.of(nodes, numbers, numbers.elements(point));
  }

  private static <N> Comparison of(
      List<Ball<N>> truth,
      List<Ball<N>> claim,
      Map<Expr, List<Ball<Double>>> values,
      boolean strict) {
    if (!truth.stream().allMatch(Ball::defined)) {
      return none(Outcome.TRUTH_UNDEFINED, values);
    }
    if (!claim.stream().allMatch(Ball::defined)) {
      return none(
          claim.stream().anyMatch(Ball::outside)
              ? Outcome.CLAIM_OUTSIDE
              : claim.stream().anyMatch(Ball::atEdge)
                  ? Outcome.CLAIM_AT_EDGE
                  : Outcome.CLAIM_TOO_LARGE,
          values);
    }
    boolean clear = true;
    boolean zero = true;
    for (int i = 0; i < truth.size(); i++) {
      double a = truth.get(i).approximate();
      double b = claim.get(i).approximate();
      double doubt = truth.get(i).radius() + claim.get(i).radius();
      double scale = Math.max(Math.abs(a), Math.abs(b));
      double apart = difference(truth.get(i), claim.get(i));
      if (Math.abs(apart) > doubt) {
        return new Comparison(Outcome.DIFFERENT, i, a, b, apart, values);
      }
      clear &= doubt <= Math.max(RELATIVE * scale, NEGLIGIBLE) && (!strict || doubt <= HIDING);
      zero &= scale <= doubt;
    }
    Outcome outcome = !clear ? Outcome.UNCLEAR : zero ? Outcome.EQUAL_ZERO : Outcome.EQUAL;
    return none(outcome, values);
  }

  private static double difference(Ball<?> truth, Ball<?> claim) {
    return truth.center() instanceof BigDecimal p && claim.center() instanceof BigDecimal q
        ? q.subtract(p).doubleValue()
        : claim.approximate() - truth.approximate();
  }
}
