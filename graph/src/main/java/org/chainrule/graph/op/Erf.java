package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/** The error function: y = 2/√π ∫₀ˣ exp(−t²) dt, dy/dx = 2/√π exp(−x²). */
public record Erf() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.erf(x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    Expr density = Expr.of(new Exp(), x.power(2).negate());
    return density.times(2 / Math.sqrt(Math.PI));
  }
}
