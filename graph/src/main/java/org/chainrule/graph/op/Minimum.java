package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * The smaller of two: y = min(a, b); the derivative goes to the smaller, half to each where they
 * are equal.
 *
 * <p>NaN if either is.
 */
public record Minimum() implements Binary {
  @Override
  public <T> T value(Arithmetic<T> m, T a, T b) {
    return m.ifLess(a, b, a, m.ifLess(b, a, b, m.ifEqual(a, b, a, m.add(a, b))));
  }

  @Override
  public Optional<Expr> partial(Expr node, int input) {
    Expr self = node.input(input);
    Expr other = node.input(1 - input);
    Expr wins = new Compare(Compare.Relation.LESS).of(self, other);
    Expr ties = new Compare(Compare.Relation.EQUAL).of(self, other);
    return Optional.of(wins.plus(ties.times(0.5)));
  }

  @Override
  public <F> F notation(Notation<F> notation, F a, F b) {
    return notation.call("min", List.of(a, b));
  }
}
