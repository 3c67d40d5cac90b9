package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The sine of an angle in radians: y = sin x, dy/dx = cos x. */
public record Sin() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.sin(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.of(new Cos(), x);
  }
}
