package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * The logistic function: y = σ(x) = 1/(1 + e⁻ˣ), dy/dx = y (1 − y).
 *
 * <p>No overflow: σ(−∞) = 0 and σ(∞) = 1; it is 0 already where e⁻ˣ is ∞.
 */
public record Sigmoid() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.divide(a.constant(1), a.add(a.constant(1), a.exp(a.negate(x))));
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return y.times(Expr.filled(x.shape(), 1).minus(y));
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.call("σ", java.util.List.of(x));
  }
}
