package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The sign: y = −1, 0 or 1; dy/dx = 0 everywhere, at 0 too. */
public record Sign() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    T zero = a.constant(0);
    T positive = a.ifLess(zero, x, a.constant(1), x);
    return a.ifLess(x, zero, a.constant(-1), positive);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.filled(x.shape(), 0);
  }
}
