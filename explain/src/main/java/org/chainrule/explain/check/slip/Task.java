package org.chainrule.explain.check.slip;

import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.BiPredicate;
import org.chainrule.graph.Expr;

/**
 * A wrong claim and what is known of the right answer.
 *
 * @param truth the right answer
 * @param claim the wrong one, of the same shape
 * @param names named quantities and variables
 * @param derivative what the right answer is the derivative of, if it is one
 * @param equality whether two formulas are equal, for certain
 */
public record Task(
    Expr truth,
    Expr claim,
    SequencedMap<Expr, String> names,
    Optional<Derivative> derivative,
    BiPredicate<Expr, Expr> equality) {
  /** Whether two formulas are equal, for certain. */
  boolean same(Expr a, Expr b) {
    return equality.test(a, b);
  }

  /**
   * A derivative of a number.
   *
   * @param objective the number
   * @param by by what it is differentiated
   */
  public record Derivative(Expr objective, Expr by) {}
}
