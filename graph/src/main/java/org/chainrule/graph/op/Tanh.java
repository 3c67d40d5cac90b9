package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The hyperbolic tangent: y = tanh x, dy/dx = 1 − y². */
public record Tanh() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.tanh(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.filled(x.shape(), 1).minus(y.power(2));
  }
}
