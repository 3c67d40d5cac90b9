package org.chainrule.explain.canonical;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.chainrule.explain.canonical.Atom.Applied;
import org.chainrule.explain.canonical.Atom.Function;
import org.chainrule.explain.canonical.Atom.Total;
import org.chainrule.explain.number.Rational;

/** Powers of polynomials: whole ones multiplied out, roots of numbers by their prime factors. */
final class Powers {
  private static final int LARGEST_PRIME = 1000;
  private static final int LARGEST_WHOLE_POWER = 24;

  private final Algebra algebra;

  Powers(Algebra algebra) {
    this.algebra = algebra;
  }

  /**
   * A polynomial to a power.
   *
   * @throws ArithmeticException if it is zero and the power negative
   * @throws TooLargeException if a sum would have to be multiplied out too often
   */
  Polynomial of(Polynomial a, Rational exponent) {
    if (exponent.signum() == 0) {
      return Polynomial.ONE;
    }
    if (a.isZero()) {
      if (exponent.signum() < 0) {
        throw new ArithmeticException("division by zero");
      }
      return a;
    }
    boolean whole = exponent.isWhole();
    if (whole && exponent.signum() > 0) {
      if (exponent.floor() > LARGEST_WHOLE_POWER) {
        throw new TooLargeException();
      }
      Polynomial product = a;
      for (int i = 1; i < exponent.floor(); i++) {
        product = algebra.multiply(product, a);
      }
      return product;
    }
    return a.single()
        .map(term -> termPower(term.getKey(), term.getValue(), exponent))
        .orElseGet(() -> sumPower(a, exponent));
  }

  private Polynomial termPower(Monomial product, Rational coefficient, Rational exponent) {
    if (exponent.isWhole()) {
      return algebra.normal(product.power(exponent), coefficient.power(exponent.floor()));
    }
    boolean surelyPositive =
        coefficient.signum() > 0
            && product.powers().size() <= 1
            && product.powers().values().stream().allMatch(Powers::isOdd);
    if (surelyPositive) {
      Polynomial power = algebra.normal(product.power(exponent), Rational.ONE);
      return algebra.multiply(root(coefficient, exponent), power);
    }
    Polynomial result = root(coefficient.magnitude(), exponent);
    for (Map.Entry<Integer, Rational> factor : product.powers().entrySet()) {
      int number = factor.getKey();
      Polynomial base = Polynomial.of(Monomial.of(number, Rational.ONE), Rational.ONE);
      int magnitude =
          algebra.positive(number) ? number : algebra.number(new Applied(Function.ABSOLUTE, base));
      Monomial power = Monomial.of(magnitude, factor.getValue().times(exponent));
      result = algebra.multiply(result, evenMagnitudes(power, base, magnitude));
    }
    return result;
  }

  /** |x| to an even power is x to that power. */
  private Polynomial evenMagnitudes(Monomial power, Polynomial base, int magnitude) {
    Rational exponent = power.power(magnitude);
    boolean even = exponent.isWhole() && exponent.floor() % 2 == 0;
    return even ? of(base, exponent) : algebra.normal(power, Rational.ONE);
  }

  private static boolean isOdd(Rational value) {
    return !value.isWhole() || value.floor() % 2 != 0;
  }

  private Polynomial sumPower(Polynomial sum, Rational exponent) {
    boolean whole = exponent.isWhole();
    Algebra.Parts parts = algebra.parts(sum, !whole);
    Polynomial outside =
        algebra.multiply(
            whole
                ? Polynomial.constant(parts.coefficient().power(exponent.floor()))
                : root(parts.coefficient(), exponent),
            algebra.normal(parts.factor().power(exponent), Rational.ONE));
    if (parts.rest().single().isPresent()) {
      return algebra.multiply(outside, of(parts.rest(), exponent));
    }
    int total = algebra.number(new Total(parts.rest()));
    return algebra.multiply(outside, algebra.normal(Monomial.of(total, exponent), Rational.ONE));
  }

  /** A number above zero to a power, by its prime factors. */
  private Polynomial root(Rational value, Rational exponent) {
    Polynomial result = Polynomial.ONE;
    for (Map.Entry<BigInteger, Integer> prime : primes(value).entrySet()) {
      Polynomial base = Polynomial.constant(Rational.of(prime.getKey()));
      Monomial power =
          Monomial.of(
              algebra.number(new Total(base)), exponent.times(Rational.of(prime.getValue())));
      result = algebra.multiply(result, algebra.normal(power, Rational.ONE));
    }
    return result;
  }

  /** The prime factors of a number above zero with their powers; a factor that is large stays. */
  static Map<BigInteger, Integer> primes(Rational value) {
    Map<BigInteger, Integer> factors = new HashMap<>();
    addPrimes(factors, value.numerator(), 1);
    addPrimes(factors, value.denominator(), -1);
    return factors;
  }

  private static void addPrimes(Map<BigInteger, Integer> factors, BigInteger value, int sign) {
    BigInteger rest = value;
    for (int prime = 2; prime <= LARGEST_PRIME && !rest.equals(BigInteger.ONE); prime++) {
      BigInteger divisor = BigInteger.valueOf(prime);
      while (rest.mod(divisor).signum() == 0) {
        factors.merge(divisor, sign, Integer::sum);
        rest = rest.divide(divisor);
      }
    }
    if (!rest.equals(BigInteger.ONE)) {
      factors.merge(rest, sign, Integer::sum);
    }
  }
}
