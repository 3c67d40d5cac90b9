package org.chainrule.explain.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.explain.formula.Syntax.Operation;
import org.chainrule.explain.formula.Syntax.Operator;
import org.chainrule.graph.Expr;
import org.chainrule.graph.ShapeException;

/**
 * The other reading of {@code a ∘ b c}, a product place by place before one without a sign: {@code
 * (a ∘ b) c} where {@code a ∘ (b c)} does not fit.
 */
final class PlacewiseFirst {
  private final Elaborator elaborator;
  private final FormulaText source;
  private final Algebra algebra;

  PlacewiseFirst(Elaborator elaborator, FormulaText source, Algebra algebra) {
    this.elaborator = elaborator;
    this.source = source;
    this.algebra = algebra;
  }

  /**
   * The value with the product place by place first; empty where the usual reading is meant.
   *
   * @throws FormulaException if it may be either
   */
  Optional<Term> regrouped(Operation node, Term left) {
    List<Syntax> factors = new ArrayList<>();
    addFactors(node.right(), factors);
    if (node.operator() != Operator.HADAMARD
        || factors.size() < 2
        || isEnclosed(node, factors.get(0), factors.get(1))) {
      return Optional.empty();
    }
    Optional<Term> usual = fitting(() -> usual(node, left));
    boolean repeats =
        usual.isPresent() && left.rank() > 0 && repeats(left, elaborator.term(node.right()));
    if (usual.isPresent() && !repeats) {
      return usual;
    }
    Optional<Term> other = fitting(() -> first(left, factors));
    if (repeats && other.isPresent()) {
      throw elaborator.error(
          node.place(), "this may be a∘(b c) or (a∘b) c; write it with parentheses");
    }
    return other;
  }

  private Term usual(Operation node, Term left) {
    return elaborator.combined(node, left, elaborator.term(node.right()));
  }

  /** Whether a vector stands for every row of a matrix. */
  private static boolean repeats(Term left, Term right) {
    return right.rank() > 0 && left.rank() != right.rank();
  }

  private Term first(Term left, List<Syntax> factors) {
    Term product = algebra.placewise("∘", left, elaborator.term(factors.getFirst()), Expr::times);
    for (Syntax factor : factors.subList(1, factors.size())) {
      product = algebra.product(product, elaborator.term(factor));
    }
    return product;
  }

  private interface Attempt {
    Term term();
  }

  private static Optional<Term> fitting(Attempt attempt) {
    try {
      return Optional.of(attempt.term());
    } catch (ShapeException e) {
      return Optional.empty();
    } catch (FormulaException e) {
      if (e.getCause() instanceof ShapeException) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static void addFactors(Syntax node, List<Syntax> factors) {
    if (node instanceof Operation product && product.operator() == Operator.JUXTAPOSED) {
      addFactors(product.left(), factors);
      factors.add(product.right());
    } else {
      factors.add(node);
    }
  }

  /** Whether all that follows the sign stands in brackets of its own. */
  private boolean isEnclosed(Operation node, Syntax first, Syntax second) {
    String text = source.text();
    String before = text.substring(node.left().place().end(), node.right().place().start());
    String between = text.substring(first.place().end(), second.place().start());
    long closed =
        between.chars().takeWhile(c -> " )]}".indexOf(c) >= 0).filter(c -> c != ' ').count();
    return trailing(before) > closed;
  }

  /** How many brackets open at the end of a text. */
  private static int trailing(String text) {
    int count = 0;
    for (int i = text.length() - 1; i >= 0 && " ([{".indexOf(text.charAt(i)) >= 0; i--) {
      count += text.charAt(i) == ' ' ? 0 : 1;
    }
    return count;
  }
}
