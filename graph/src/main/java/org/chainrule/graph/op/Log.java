package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/** The natural logarithm: y = ln x, dy/dx = 1/x. ln 0 = −∞ and ln x is NaN below 0. */
public record Log() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.log(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return x.power(-1);
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.call("ln", java.util.List.of(x));
  }

  @Override
  public Domain domain(int input) {
    return Domain.POSITIVE;
  }
}
