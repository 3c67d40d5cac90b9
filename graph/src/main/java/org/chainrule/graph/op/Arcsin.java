package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;

/**
 * The angle from −π/2 to π/2 whose sine is x: y = arcsin x, dy/dx = 1/√(1 − x²), which is ∞ at −1
 * and 1. NaN outside.
 */
public record Arcsin() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    T cosine = a.sqrt(a.multiply(a.subtract(a.constant(1), x), a.add(a.constant(1), x)));
    return a.multiply(a.constant(2), a.atan(a.divide(x, a.add(a.constant(1), cosine))));
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.filled(x.shape(), 1).minus(x.power(2)).power(-0.5);
  }

  @Override
  public Domain domain(int input) {
    return Domain.UNIT;
  }
}
