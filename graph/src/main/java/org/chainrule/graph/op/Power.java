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

  /** Exponents are written as fractions by these, which are long as decimals but for fifths. */
  private static final int[] DIVISORS = {3, 5, 6, 7, 9};

  /** More fifths are written as decimals. */
  private static final int MOST_FIFTHS = 99;

  private static final double EXACT = 1e-15;

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
    for (int divisor : DIVISORS) {
      double dividend = Math.rint(exponent * divisor);
      boolean equal =
          dividend != 0
              && (divisor != 5 || Math.abs(dividend) <= MOST_FIFTHS)
              && Math.abs(exponent - dividend / divisor) < EXACT;
      if (equal && 2 * exponent != Math.rint(2 * exponent)) {
        F quotient =
            notation.quotient(notation.number(Math.abs(dividend)), notation.number(divisor));
        return notation.power(x, dividend < 0 ? notation.negative(quotient) : quotient);
      }
    }
    return notation.power(x, exponent);
  }

  @Override
  public Domain domain(int input) {
    return exponent != Math.rint(exponent)
        ? Domain.POSITIVE
        : exponent < 0 ? Domain.NONZERO : Domain.REAL;
  }
}
