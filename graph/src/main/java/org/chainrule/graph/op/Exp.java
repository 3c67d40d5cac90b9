package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The exponential: y = eˣ, dy/dx = y. */
public record Exp() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.exp(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return y;
  }
}
