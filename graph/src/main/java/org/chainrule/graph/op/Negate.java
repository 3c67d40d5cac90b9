package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/** The negative: y = −x, dy/dx = −1. */
public record Negate() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.negate(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.filled(x.shape(), -1);
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.negative(x);
  }
}
