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
 * @param values the values of all nodes with their error bounds
 */
record Comparison(
    Outcome outcome,
    int element,
    double truth,
    double claim,
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
    /** The truth has no value here. */
    TRUTH_UNDEFINED,
    /** The claim has no value here. */
    CLAIM_UNDEFINED
  }

  private static final double RELATIVE = 1e-9;
  private static final double NEGLIGIBLE = 1e-20;

  private static final Balls<Double> FLOAT64 = Balls.float64();
  private static final Balls<BigDecimal> DECIMAL = Balls.decimal();

  /** In float64; what is watched is evaluated, too. */
  static Comparison quick(
      Expr truth, Expr claim, Collection<Expr> watched, Map<Expr, Tensor> point) {
    List<Expr> nodes = new ArrayList<>(watched);
    nodes.add(truth);
    nodes.add(claim);
    Map<Expr, List<Ball<Double>>> values = values(FLOAT64, nodes, point);
    return of(at(values, truth), at(values, claim), values);
  }

  /** In decimals of 40 digits. */
  static Comparison precise(Expr truth, Expr claim, Map<Expr, Tensor> point) {
    Map<Expr, List<Ball<BigDecimal>>> values = values(DECIMAL, List.of(truth, claim), point);
    return of(at(values, truth), at(values, claim), Map.of());
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
      List<Ball<N>> truth, List<Ball<N>> claim, Map<Expr, List<Ball<Double>>> values) {
    if (!truth.stream().allMatch(Ball::defined)) {
      return new Comparison(Outcome.TRUTH_UNDEFINED, 0, Double.NaN, Double.NaN, values);
    }
    if (!claim.stream().allMatch(Ball::defined)) {
      return new Comparison(Outcome.CLAIM_UNDEFINED, 0, Double.NaN, Double.NaN, values);
    }
    boolean clear = true;
    boolean zero = true;
    for (int i = 0; i < truth.size(); i++) {
      double a = truth.get(i).approximate();
      double b = claim.get(i).approximate();
      double doubt = truth.get(i).radius() + claim.get(i).radius();
      double scale = Math.max(Math.abs(a), Math.abs(b));
      double apart = distance(truth.get(i), claim.get(i));
      if (apart > doubt) {
        return new Comparison(Outcome.DIFFERENT, i, a, b, values);
      }
      clear &= doubt <= Math.max(RELATIVE * scale, NEGLIGIBLE);
      zero &= scale <= doubt;
    }
    Outcome outcome = !clear ? Outcome.UNCLEAR : zero ? Outcome.EQUAL_ZERO : Outcome.EQUAL;
    return new Comparison(outcome, 0, Double.NaN, Double.NaN, values);
  }

  private static double distance(Ball<?> a, Ball<?> b) {
    return a.center() instanceof BigDecimal p && b.center() instanceof BigDecimal q
        ? p.subtract(q).abs().doubleValue()
        : Math.abs(a.approximate() - b.approximate());
  }
}
