package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * The larger of two: y = max(a, b); the derivative goes to the larger, half to each where they are
 * equal.
 *
 * <p>NaN if either is.
 */
public record Maximum() implements Binary {
  @Override
  public <T> T value(Arithmetic<T> m, T a, T b) {
    return m.ifLess(a, b, b, m.ifLess(b, a, a, m.ifEqual(a, b, a, m.add(a, b))));
  }

  @Override
  public Optional<Expr> partial(Expr node, int input) {
    Expr self = node.input(input);
    Expr other = node.input(1 - input);
    Expr wins = new Compare(Compare.Relation.LESS).of(other, self);
    Expr ties = new Compare(Compare.Relation.EQUAL).of(self, other);
    return Optional.of(wins.plus(ties.times(0.5)));
  }

  @Override
  public <F> F notation(Notation<F> notation, F a, F b) {
    return notation.call("max", List.of(a, b));
  }
}
