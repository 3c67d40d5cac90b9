package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/** The magnitude: y = |x|, dy/dx = sign x, 0 at 0. */
public record Absolute() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.absolute(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.of(new Sign(), x);
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.magnitude(x);
  }
}
