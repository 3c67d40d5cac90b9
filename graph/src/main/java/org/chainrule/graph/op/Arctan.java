package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The angle between −π/2 and π/2 whose tangent is x: y = arctan x, dy/dx = 1/(1 + x²). */
public record Arctan() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.atan(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.filled(x.shape(), 1).plus(x.power(2)).power(-1);
  }
}
