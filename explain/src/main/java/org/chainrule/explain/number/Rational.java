package org.chainrule.explain.number;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * A fraction in lowest terms, its denominator above zero.
 *
 * @param numerator the number above the line, with the sign
 * @param denominator the number below it
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational> {
  /** 0. */
  public static final Rational ZERO = of(0);

  /** 1. */
  public static final Rational ONE = of(1);

  private static final int LARGEST_DENOMINATOR = 200;

  public Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("division by zero");
    }
    BigInteger divisor = numerator.gcd(denominator);
    BigInteger scale = denominator.signum() < 0 ? divisor.negate() : divisor;
    if (!scale.equals(BigInteger.ONE)) {
      numerator = numerator.divide(scale);
      denominator = denominator.divide(scale);
    }
  }

  /** A whole number. */
  public static Rational of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** A whole number. */
  public static Rational of(BigInteger value) {
    return new Rational(value, BigInteger.ONE);
  }

  /** A quotient. */
  public static Rational of(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** What a decimal says. */
  public static Rational of(BigDecimal value) {
    BigInteger power = BigInteger.TEN.pow(Math.abs(value.scale()));
    return value.scale() >= 0
        ? new Rational(value.unscaledValue(), power)
        : of(value.unscaledValue().multiply(power));
  }

  /**
   * What a float64 number stands for: the fraction with a denominator up to 200 that rounds to it,
   * else the number as it is written in decimal.
   *
   * @throws ArithmeticException if it is not finite
   */
  public static Rational meant(double value) {
    if (!Double.isFinite(value)) {
      throw new ArithmeticException(value + " is not a finite number");
    }
    for (int denominator = 1; denominator <= LARGEST_DENOMINATOR; denominator++) {
      double numerator = Math.rint(value * denominator);
      if (numerator / denominator == value && Math.abs(numerator) < 1e15) {
        return of((long) numerator, denominator);
      }
    }
    return of(new BigDecimal(Double.toString(value)));
  }

  /** The sum. */
  public Rational plus(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  /** The difference. */
  public Rational minus(Rational other) {
    return plus(other.negate());
  }

  /** The product. */
  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /** The quotient. */
  public Rational dividedBy(Rational other) {
    return times(other.reciprocal());
  }

  /** Minus this. */
  public Rational negate() {
    return new Rational(numerator.negate(), denominator);
  }

  /** One divided by this. */
  public Rational reciprocal() {
    return new Rational(denominator, numerator);
  }

  /** The magnitude. */
  public Rational magnitude() {
    return signum() < 0 ? negate() : this;
  }

  /** A whole power, which may be negative. */
  public Rational power(int exponent) {
    int size = Math.abs(exponent);
    Rational power = new Rational(numerator.pow(size), denominator.pow(size));
    return exponent < 0 ? power.reciprocal() : power;
  }

  /** −1, 0 or 1. */
  public int signum() {
    return numerator.signum();
  }

  /** Whether this is a whole number. */
  public boolean isWhole() {
    return denominator.equals(BigInteger.ONE);
  }

  /** The largest whole number that is not above this. */
  public int floor() {
    BigInteger[] parts = numerator.divideAndRemainder(denominator);
    return parts[0].intValueExact() - (parts[1].signum() < 0 ? 1 : 0);
  }

  /** The nearest float64 number. */
  public double toDouble() {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), java.math.MathContext.DECIMAL64)
        .doubleValue();
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  @Override
  public String toString() {
    return isWhole() ? numerator.toString() : numerator + "/" + denominator;
  }
}
