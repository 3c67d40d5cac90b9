package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The cosine of an angle in radians: y = cos x, dy/dx = −sin x. */
public record Cos() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.cos(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.of(new Sin(), x).negate();
  }
}
