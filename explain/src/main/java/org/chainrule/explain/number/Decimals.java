package org.chainrule.explain.number;

import ch.obermuhlner.math.big.BigDecimalMath;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.chainrule.graph.Arithmetic;

/** Decimals of many digits; every result is rounded to {@link #DIGITS} digits. */
final class Decimals implements Arithmetic<BigDecimal> {
  /** The digits of every result. */
  static final int DIGITS = 40;

  /** The largest relative rounding error. */
  static final double UNIT = 1e-39;

  private static final MathContext CONTEXT = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
  private static final MathContext GUARDED = new MathContext(DIGITS + 10, RoundingMode.HALF_EVEN);
  private static final BigDecimal TWO = BigDecimal.TWO;

  static double approximate(BigDecimal a) {
    return a.doubleValue();
  }

  private static BigDecimal rounded(BigDecimal a) {
    return a.round(CONTEXT);
  }

  @Override
  public BigDecimal constant(double value) {
    return new BigDecimal(Double.toString(value));
  }

  @Override
  public BigDecimal add(BigDecimal a, BigDecimal b) {
    return a.add(b, CONTEXT);
  }

  @Override
  public BigDecimal subtract(BigDecimal a, BigDecimal b) {
    return a.subtract(b, CONTEXT);
  }

  @Override
  public BigDecimal multiply(BigDecimal a, BigDecimal b) {
    return a.multiply(b, CONTEXT);
  }

  @Override
  public BigDecimal divide(BigDecimal a, BigDecimal b) {
    return a.divide(b, CONTEXT);
  }

  @Override
  public BigDecimal negate(BigDecimal a) {
    return a.negate();
  }

  @Override
  public BigDecimal absolute(BigDecimal a) {
    return a.abs();
  }

  @Override
  public BigDecimal sqrt(BigDecimal a) {
    return a.sqrt(CONTEXT);
  }

  @Override
  public BigDecimal exp(BigDecimal a) {
    return BigDecimalMath.exp(a, CONTEXT);
  }

  @Override
  public BigDecimal expm1(BigDecimal a) {
    int lost = a.signum() == 0 ? 0 : Math.clamp(a.scale() - a.precision(), 0, 400);
    MathContext enough = new MathContext(DIGITS + lost + 2, RoundingMode.HALF_EVEN);
    return rounded(BigDecimalMath.exp(a, enough).subtract(BigDecimal.ONE));
  }

  @Override
  public BigDecimal log(BigDecimal a) {
    return BigDecimalMath.log(a, GUARDED).round(CONTEXT);
  }

  @Override
  public BigDecimal log1p(BigDecimal a) {
    return BigDecimalMath.log(BigDecimal.ONE.add(a), GUARDED).round(CONTEXT);
  }

  @Override
  public BigDecimal sin(BigDecimal a) {
    return BigDecimalMath.sin(a, CONTEXT);
  }

  @Override
  public BigDecimal cos(BigDecimal a) {
    return BigDecimalMath.cos(a, CONTEXT);
  }

  /** {@code (1 − e^(−2|a|))/(1 + e^(−2|a|))} with the sign of a. */
  @Override
  public BigDecimal tanh(BigDecimal a) {
    if (a.abs().doubleValue() > DIGITS * 2) {
      return BigDecimal.valueOf(a.signum());
    }
    BigDecimal less = expm1(a.abs().multiply(TWO).negate());
    BigDecimal quotient = less.negate().divide(less.add(TWO), CONTEXT);
    return a.signum() < 0 ? quotient.negate() : quotient;
  }

  /** {@code ±π/2 − atan(1/a)} beyond 1, as the library loses digits there. */
  @Override
  public BigDecimal atan(BigDecimal a) {
    if (a.abs().compareTo(BigDecimal.ONE) <= 0) {
      return BigDecimalMath.atan(a, CONTEXT);
    }
    BigDecimal quarter = BigDecimalMath.pi(GUARDED).divide(TWO, GUARDED);
    BigDecimal rest = BigDecimalMath.atan(BigDecimal.ONE.divide(a, GUARDED), GUARDED);
    return (a.signum() < 0 ? quarter.negate() : quarter).subtract(rest, CONTEXT);
  }

  /** {@code 2/√π e^(−a²) Σ 2ⁿ a²ⁿ⁺¹/(2n+1)!!}, terms of one sign (DLMF 7.6.2). */
  @Override
  public BigDecimal erf(BigDecimal a) {
    if (a.abs().doubleValue() > 12) {
      return BigDecimal.valueOf(a.signum());
    }
    BigDecimal square = a.multiply(a, GUARDED);
    BigDecimal term = a;
    BigDecimal sum = a;
    BigDecimal negligible = a.abs().movePointLeft(DIGITS + 5);
    for (int n = 1; term.abs().compareTo(negligible) > 0; n++) {
      term = term.multiply(square.multiply(TWO)).divide(BigDecimal.valueOf(2L * n + 1), GUARDED);
      sum = sum.add(term, GUARDED);
    }
    BigDecimal scale = TWO.divide(BigDecimalMath.pi(GUARDED).sqrt(GUARDED), GUARDED);
    BigDecimal bell = BigDecimalMath.exp(square.negate(), GUARDED);
    return scale.multiply(bell).multiply(sum, CONTEXT);
  }

  @Override
  public BigDecimal power(BigDecimal a, double exponent) {
    return a.signum() == 0
        ? BigDecimal.ZERO
        : BigDecimalMath.pow(a, new BigDecimal(Double.toString(exponent)), GUARDED).round(CONTEXT);
  }

  @Override
  public BigDecimal ifLess(BigDecimal a, BigDecimal b, BigDecimal then, BigDecimal otherwise) {
    return a.compareTo(b) < 0 ? then : otherwise;
  }

  @Override
  public BigDecimal ifEqual(BigDecimal a, BigDecimal b, BigDecimal then, BigDecimal otherwise) {
    return a.compareTo(b) == 0 ? then : otherwise;
  }
}
