package org.chainrule.explain.canonical;

import java.math.BigInteger;
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

  private final Algebra algebra;
  private final Powers powers;

  Polynomials(Algebra algebra) {
    this.algebra = algebra;
    this.powers = new Powers(algebra);
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
    return algebra.multiply(a, powers.of(b, MINUS_ONE));
  }

  @Override
  public Polynomial negate(Polynomial a) {
    return a.negate();
  }

  @Override
  public Polynomial sqrt(Polynomial a) {
    return powers.of(a, Rational.of(1, 2));
  }

  @Override
  public Polynomial power(Polynomial a, double exponent) {
    return powers.of(a, Rational.meant(exponent));
  }

  @Override
  public Polynomial exp(Polynomial a) {
    Polynomial result = Polynomial.ONE;
    for (Map.Entry<Monomial, Rational> term : a.terms().entrySet()) {
      Polynomial factor =
          logarithm(term.getKey())
              .map(argument -> powers.of(argument, term.getValue()))
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
        Powers.primes(parts.coefficient().magnitude()).entrySet()) {
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
  public Polynomial atan(Polynomial a) {
    return odd(Function.ATAN, a);
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
      result = multiply(result, powers.of(even ? base : magnitude, factor.getValue()));
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
