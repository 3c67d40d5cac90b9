package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/**
 * A smooth ramp: y = ln(1 + eˣ), dy/dx = σ(x).
 *
 * <p>Computed as max(x, 0) + ln(1 + e^−|x|), which neither overflows nor loses small values.
 */
public record Softplus() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    T zero = a.constant(0);
    T ramp = a.ifLess(x, zero, zero, x);
    return a.add(ramp, a.log1p(a.exp(a.negate(a.absolute(x)))));
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.of(new Sigmoid(), x);
  }
}
