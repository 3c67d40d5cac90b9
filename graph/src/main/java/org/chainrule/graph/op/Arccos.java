package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;

/**
 * The angle from 0 to π whose cosine is x: y = arccos x, dy/dx = −1/√(1 − x²), which is −∞ at −1
 * and 1. NaN outside.
 */
public record Arccos() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    T ratio = a.divide(a.subtract(a.constant(1), x), a.add(a.constant(1), x));
    return a.multiply(a.constant(2), a.atan(a.sqrt(ratio)));
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return Expr.filled(x.shape(), 1).minus(x.power(2)).power(-0.5).negate();
  }

  @Override
  public Domain domain(int input) {
    return Domain.UNIT;
  }
}
