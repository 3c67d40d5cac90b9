package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The exponential less one, accurate near 0: y = eˣ − 1, dy/dx = y + 1. */
public record Expm1() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.expm1(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return y.plus(1);
  }
}
