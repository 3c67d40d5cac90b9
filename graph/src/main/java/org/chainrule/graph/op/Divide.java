package org.chainrule.graph.op;

import java.util.Optional;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/** The quotient: y = a/b, ∂y/∂a = 1/b, ∂y/∂b = −y/b. Division by 0 is ±∞ or NaN. */
public record Divide() implements Binary {
  @Override
  public <T> T value(Arithmetic<T> m, T a, T b) {
    return m.divide(a, b);
  }

  @Override
  public Optional<Expr> partial(Expr node, int input) {
    Expr b = node.input(1);
    return Optional.of(input == 0 ? b.power(-1) : node.dividedBy(b).negate());
  }

  @Override
  public <F> F notation(Notation<F> notation, F a, F b) {
    return notation.quotient(a, b);
  }

  @Override
  public Domain domain(int input) {
    return input == 0 ? Domain.REAL : Domain.NONZERO;
  }
}
