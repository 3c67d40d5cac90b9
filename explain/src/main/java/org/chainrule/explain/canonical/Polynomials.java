package org.chainrule.explain.canonical;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.explain.canonical.Atom.Applied;
import org.chainrule.explain.canonical.Atom.Exponential;
import org.chainrule.explain.canonical.Atom.Function;
import org.chainrule.explain.canonical.Atom.Symbol;
import org.chainrule.explain.canonical.Atom.Total;
import org.chainrule.explain.number.Numbers;
import org.chainrule.explain.number.Rational;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Elu;
import org.chainrule.graph.op.LeakyRelu;
import org.chainrule.graph.op.Maximum;
import org.chainrule.graph.op.Minimum;
import org.chainrule.graph.op.Relu;
import org.chainrule.graph.op.Softplus;

/**
 * Polynomials as numbers that a graph is evaluated over: what {@link CanonicalForm} says, function
 * by function.
 */
final class Polynomials implements Numbers<Polynomial> {
  private static final Rational MINUS_ONE = Rational.ONE.negate();
  private static final int LARGEST_PRIME = 1000;
  private static final int LARGEST_WHOLE_POWER = 24;

  private final Algebra algebra;

  Polynomials(Algebra algebra) {
    this.algebra = algebra;
  }

  @Override
  public Polynomial apply(Elementwise op, List<Polynomial> inputs) {
    Polynomial x = inputs.getFirst();
    return switch (op) {
      case Relu _ -> joined(x, x, Polynomial.ZERO);
      case LeakyRelu(double slope) -> joined(x, x, multiply(constant(slope), x));
      case Elu(double alpha) -> joined(x, x, multiply(constant(alpha), expm1(x)));
      case Softplus _ -> log1p(exp(x));
      case Maximum _ -> larger(x, inputs.get(1));
      case Minimum _ -> negate(larger(negate(x), negate(inputs.get(1))));
      default -> op.value(this, inputs);
    };
  }

  /** One value where x is above zero, another elsewhere. */
  private Polynomial branch(Polynomial x, Polynomial above, Polynomial elsewhere) {
    return add(elsewhere, multiply(isPositive(x), subtract(above, elsewhere)));
  }

  /** As {@link #branch}, of values that are equal where x is zero. */
  private Polynomial joined(Polynomial x, Polynomial above, Polynomial elsewhere) {
    return x.leading().signum() < 0
        ? branch(x.negate(), elsewhere, above)
        : branch(x, above, elsewhere);
  }

  @Override
  public Polynomial larger(Polynomial a, Polynomial b) {
    return joined(subtract(a, b), a, b);
  }

  @Override
  public Polynomial logSumExp(List<Polynomial> numbers) {
    return log(numbers.stream().map(this::exp).reduce(Polynomial.ZERO, Polynomial::plus));
  }

  @Override
  public int row(Polynomial number, int rows) {
    int row = number.number().map(Rational::floor).orElse(-1);
    if (row < 0 || row >= rows || !number.equals(constant(row))) {
      throw new ArithmeticException("a row that is not a number");
    }
    return row;
  }

  @Override
  public Polynomial constant(double value) {
    return Polynomial.constant(Rational.meant(value));
  }

  @Override
  public Polynomial add(Polynomial a, Polynomial b) {
    return a.plus(b);
  }

  @Override
  public Polynomial subtract(Polynomial a, Polynomial b) {
    return a.plus(b.negate());
  }

  @Override
  public Polynomial multiply(Polynomial a, Polynomial b) {
    return algebra.multiply(a, b);
  }

  @Override
  public Polynomial divide(Polynomial a, Polynomial b) {
    return algebra.multiply(a, power(b, MINUS_ONE));
  }

  @Override
  public Polynomial negate(Polynomial a) {
    return a.negate();
  }

  @Override
  public Polynomial sqrt(Polynomial a) {
    return power(a, Rational.of(1, 2));
  }

  @Override
  public Polynomial power(Polynomial a, double exponent) {
    return power(a, Rational.meant(exponent));
  }

  private Polynomial power(Polynomial a, Rational exponent) {
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
        product = multiply(product, a);
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
            && product.powers().values().stream().allMatch(Polynomials::isOdd);
    if (surelyPositive) {
      Polynomial power = algebra.normal(product.power(exponent), Rational.ONE);
      return multiply(root(coefficient, exponent), power);
    }
    Polynomial result = root(coefficient.magnitude(), exponent);
    for (Map.Entry<Integer, Rational> factor : product.powers().entrySet()) {
      int number = factor.getKey();
      Polynomial base = Polynomial.of(Monomial.of(number, Rational.ONE), Rational.ONE);
      int magnitude =
          algebra.positive(number) ? number : algebra.number(new Applied(Function.ABSOLUTE, base));
      Monomial power = Monomial.of(magnitude, factor.getValue().times(exponent));
      result = multiply(result, evenMagnitudes(power, base, magnitude));
    }
    return result;
  }

  /** |x| to an even power is x to that power. */
  private Polynomial evenMagnitudes(Monomial power, Polynomial base, int magnitude) {
    Rational exponent = power.power(magnitude);
    boolean even = exponent.isWhole() && exponent.floor() % 2 == 0;
    return even ? power(base, exponent) : algebra.normal(power, Rational.ONE);
  }

  private static boolean isOdd(Rational value) {
    return !value.isWhole() || value.floor() % 2 != 0;
  }

  private Polynomial sumPower(Polynomial sum, Rational exponent) {
    boolean whole = exponent.isWhole();
    Algebra.Parts parts = algebra.parts(sum, !whole);
    Polynomial outside =
        multiply(
            whole
                ? Polynomial.constant(parts.coefficient().power(exponent.floor()))
                : root(parts.coefficient(), exponent),
            algebra.normal(parts.factor().power(exponent), Rational.ONE));
    if (parts.rest().single().isPresent()) {
      return multiply(outside, power(parts.rest(), exponent));
    }
    int total = algebra.number(new Total(parts.rest()));
    return multiply(outside, algebra.normal(Monomial.of(total, exponent), Rational.ONE));
  }

  /** A number above zero to a power, by its prime factors. */
  private Polynomial root(Rational value, Rational exponent) {
    Polynomial result = Polynomial.ONE;
    for (Map.Entry<BigInteger, Integer> prime : primes(value).entrySet()) {
      Polynomial base = Polynomial.constant(Rational.of(prime.getKey()));
      Monomial power =
          Monomial.of(
              algebra.number(new Total(base)), exponent.times(Rational.of(prime.getValue())));
      result = multiply(result, algebra.normal(power, Rational.ONE));
    }
    return result;
  }

  /** The prime factors of a number above zero with their powers; a factor that is large stays. */
  private static Map<BigInteger, Integer> primes(Rational value) {
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

  @Override
  public Polynomial exp(Polynomial a) {
    Polynomial result = Polynomial.ONE;
    for (Map.Entry<Monomial, Rational> term : a.terms().entrySet()) {
      Polynomial factor =
          logarithm(term.getKey())
              .map(argument -> power(argument, term.getValue()))
              .orElseGet(
                  () -> {
                    int atom = algebra.number(new Exponential(term.getKey()));
                    return algebra.normal(Monomial.of(atom, term.getValue()), Rational.ONE);
                  });
      result = multiply(result, factor);
    }
    return result;
  }

  /** x if this is ln x. */
  private Optional<Polynomial> logarithm(Monomial product) {
    if (product.powers().size() != 1) {
      return Optional.empty();
    }
    Map.Entry<Integer, Rational> factor = product.powers().firstEntry();
    return factor.getValue().equals(Rational.ONE)
            && algebra.atom(factor.getKey()) instanceof Applied(Function function, Polynomial x)
            && function == Function.LOG
        ? Optional.of(x)
        : Optional.empty();
  }

  @Override
  public Polynomial expm1(Polynomial a) {
    return subtract(exp(a), Polynomial.ONE);
  }

  @Override
  public Polynomial log(Polynomial a) {
    if (a.isZero()) {
      throw new ArithmeticException("the logarithm of zero");
    }
    Algebra.Parts parts = algebra.parts(a, false);
    Polynomial result = Polynomial.ZERO;
    for (Map.Entry<BigInteger, Integer> prime :
        primes(parts.coefficient().magnitude()).entrySet()) {
      Polynomial base = Polynomial.constant(Rational.of(prime.getKey()));
      result = result.plus(applied(Function.LOG, base).times(Rational.of(prime.getValue())));
    }
    for (Map.Entry<Integer, Rational> factor : parts.factor().powers().entrySet()) {
      result = result.plus(logAtom(factor.getKey()).times(factor.getValue()));
    }
    return parts.rest().equals(Polynomial.ONE)
        ? result
        : result.plus(applied(Function.LOG, parts.rest()));
  }

  private Polynomial logAtom(int number) {
    return switch (algebra.atom(number)) {
      case Exponential(Monomial exponent) -> Polynomial.of(exponent, Rational.ONE);
      case Total(Polynomial sum) -> applied(Function.LOG, sum);
      case Applied(Function function, Polynomial x) when function == Function.ABSOLUTE -> log(x);
      case Symbol _, Applied _ ->
          applied(Function.LOG, Polynomial.of(Monomial.of(number, Rational.ONE), Rational.ONE));
    };
  }

  private Polynomial applied(Function function, Polynomial argument) {
    return algebra.of(new Applied(function, argument));
  }

  @Override
  public Polynomial log1p(Polynomial a) {
    return log(add(Polynomial.ONE, a));
  }

  @Override
  public Polynomial sin(Polynomial a) {
    return odd(Function.SIN, a);
  }

  @Override
  public Polynomial cos(Polynomial a) {
    return a.isZero() ? Polynomial.ONE : applied(Function.COS, upright(a));
  }

  @Override
  public Polynomial erf(Polynomial a) {
    return odd(Function.ERF, a);
  }

  private Polynomial odd(Function function, Polynomial a) {
    if (a.isZero()) {
      return a;
    }
    Polynomial value = applied(function, upright(a));
    return a.leading().signum() < 0 ? value.negate() : value;
  }

  /** The argument or its negative, whichever begins with a positive coefficient. */
  private static Polynomial upright(Polynomial a) {
    return a.leading().signum() < 0 ? a.negate() : a;
  }

  /** {@code (e^(2a) − 1)/(e^(2a) + 1)}. */
  @Override
  public Polynomial tanh(Polynomial a) {
    Polynomial square = exp(a.times(Rational.of(2)));
    return divide(subtract(square, Polynomial.ONE), add(square, Polynomial.ONE));
  }

  @Override
  public Polynomial absolute(Polynomial a) {
    if (a.isZero() || algebra.positive(a)) {
      return a;
    }
    if (algebra.positive(a.negate())) {
      return a.negate();
    }
    Algebra.Parts parts = algebra.parts(a, false);
    Polynomial result = Polynomial.constant(parts.coefficient().magnitude());
    for (Map.Entry<Integer, Rational> factor : parts.factor().powers().entrySet()) {
      Polynomial base = Polynomial.of(Monomial.of(factor.getKey(), Rational.ONE), Rational.ONE);
      Polynomial magnitude =
          algebra.positive(factor.getKey()) ? base : applied(Function.ABSOLUTE, base);
      boolean even = factor.getValue().isWhole() && factor.getValue().floor() % 2 == 0;
      result = multiply(result, power(even ? base : magnitude, factor.getValue()));
    }
    return parts.rest().equals(Polynomial.ONE)
        ? result
        : multiply(result, applied(Function.ABSOLUTE, parts.rest()));
  }

  private Polynomial isPositive(Polynomial a) {
    Optional<Rational> number = a.number();
    if (number.isPresent()) {
      return number.get().signum() > 0 ? Polynomial.ONE : Polynomial.ZERO;
    }
    if (algebra.positive(a)) {
      return Polynomial.ONE;
    }
    if (algebra.positive(a.negate())) {
      return Polynomial.ZERO;
    }
    Polynomial scaled = algebra.parts(a, true).rest();
    Polynomial positive = applied(Function.IS_POSITIVE, upright(scaled));
    return scaled.leading().signum() > 0
        ? positive
        : subtract(subtract(Polynomial.ONE, positive), isZero(scaled));
  }

  private Polynomial isZero(Polynomial a) {
    Optional<Rational> number = a.number();
    if (number.isPresent()) {
      return number.get().signum() == 0 ? Polynomial.ONE : Polynomial.ZERO;
    }
    if (algebra.positive(a) || algebra.positive(a.negate())) {
      return Polynomial.ZERO;
    }
    return applied(Function.IS_ZERO, upright(algebra.parts(a, true).rest()));
  }

  @Override
  public Polynomial ifLess(Polynomial a, Polynomial b, Polynomial then, Polynomial otherwise) {
    return branch(subtract(b, a), then, otherwise);
  }

  @Override
  public Polynomial ifEqual(Polynomial a, Polynomial b, Polynomial then, Polynomial otherwise) {
    return add(otherwise, multiply(isZero(subtract(a, b)), subtract(then, otherwise)));
  }
}
