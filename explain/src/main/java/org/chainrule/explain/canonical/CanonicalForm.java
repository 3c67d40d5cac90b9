package org.chainrule.explain.canonical;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.chainrule.explain.number.Evaluation;
import org.chainrule.explain.number.Rational;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Variable;

/**
 * The canonical form of a graph: each element of its value as a sum of products with rational
 * coefficients, so that order, grouping, distribution, matrix products and sums over indices are
 * written out and leave no trace.
 *
 * <p>Used of functions: powers with rational exponents; {@code e^(a+b) = eᵃ eᵇ}, {@code ln(ab) = ln
 * a + ln b} and {@code e^(ln a) = a} wherever both sides have a value; sin² + cos² = 1; which
 * functions are even or odd; that indicators are 0 or 1. Sigmoid and tanh are written with e.
 *
 * <p>Two graphs with the same form are equal wherever both have a value. Two forms that differ tell
 * nothing. Numbers such as 0.3333333333333333 stand for the simple fraction that rounds to them.
 */
public final class CanonicalForm {
  private CanonicalForm() {}

  /** Whether the canonical forms of two graphs of one shape are the same; false tells nothing. */
  public static boolean same(Expr a, Expr b) {
    return a.shape().equals(b.shape()) && isZero(a.minus(b));
  }

  /**
   * The numbers of a formula that are taken for fractions that round to them: {@code
   * 0.3333333333333333 for 1/3}.
   */
  public static SortedSet<String> roundings(Expr formula) {
    SortedSet<String> found = new TreeSet<>();
    for (Expr node : Expr.inOrder(List.of(formula))) {
      if (node.op() instanceof Constant constant) {
        for (double number : constant.value().toArray()) {
          if (Double.isFinite(number)
              && !Rational.meant(number).equals(Rational.of(BigDecimal.valueOf(number)))) {
            found.add(number + " for " + Rational.meant(number));
          }
        }
      }
    }
    return found;
  }

  /** Whether the canonical form of every element is zero; false tells nothing. */
  public static boolean isZero(Expr node) {
    Algebra algebra = new Algebra();
    try {
      return elements(node, algebra).stream().allMatch(algebra::isZero);
    } catch (TooLargeException | ArithmeticException e) {
      return false;
    }
  }

  private static List<Polynomial> elements(Expr node, Algebra algebra) {
    Map<Expr, List<Polynomial>> variables = new HashMap<>();
    for (Expr variable : Expr.inOrder(List.of(node))) {
      if (variable.op() instanceof Variable) {
        variables.put(
            variable,
            IntStream.range(0, variable.shape().elements())
                .mapToObj(i -> algebra.of(new Atom.Symbol(variable, i)))
                .toList());
      }
    }
    return Evaluation.of(List.of(node), new Polynomials(algebra), variables)
        .getOrDefault(node, List.of());
  }
}
