package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/** The logarithm of one more, accurate near 0: y = ln(1 + x), dy/dx = 1/(1 + x). */
public record Log1p() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.log1p(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return x.plus(1).power(-1);
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.call("ln", java.util.List.of(notation.sum(notation.number(1), x)));
  }

  @Override
  public Domain domain(int input) {
    return Domain.ABOVE_MINUS_ONE;
  }
}
