package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * A fixed power: y = xᵖ, dy/dx = p xᵖ⁻¹; x⁰ = 1 for every x, and NaN for finite x below 0 unless p
 * is whole.
 *
 * @param exponent p
 */
public record Power(double exponent) implements Unary {
  /** Whole powers up to this one are repeated products. */
  private static final int WRITTEN_OUT = 4;

  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    if (exponent == Math.rint(exponent) && exponent != 0 && Math.abs(exponent) <= WRITTEN_OUT) {
      T product = x;
      for (int i = 1; i < Math.abs(exponent); i++) {
        product = a.multiply(product, x);
      }
      return exponent > 0 ? product : a.divide(a.constant(1), product);
    }
    if (exponent == 0.5) {
      return a.sqrt(x);
    }
    return a.power(x, exponent);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    if (exponent == 0) {
      return Expr.filled(x.shape(), 0);
    }
    return exponent == 1 ? Expr.filled(x.shape(), 1) : x.power(exponent - 1).times(exponent);
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.power(x, exponent);
  }

  @Override
  public Domain domain(int input) {
    return exponent != Math.rint(exponent)
        ? Domain.POSITIVE
        : exponent < 0 ? Domain.NONZERO : Domain.REAL;
  }
}
