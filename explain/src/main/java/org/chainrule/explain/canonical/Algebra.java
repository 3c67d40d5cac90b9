package org.chainrule.explain.canonical;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.chainrule.explain.number.Rational;

/**
 * Sums and products of atoms in one form: written out; whole powers of sums multiplied out, except
 * negative ones; sin² as 1 − cos²; powers of indicators as the indicator.
 */
final class Algebra {
  /** So many products of terms are worked out before it is given up. */
  private static final int MOST_PRODUCTS = 60_000;

  private static final Rational MINUS_ONE = Rational.ONE.negate();
  private static final Rational TWO = Rational.of(2);

  private final List<Atom> atoms = new ArrayList<>();
  private final Map<Atom, Integer> numbers = new HashMap<>();
  private int products;

  /**
   * A polynomial taken apart into {@code coefficient · factor · rest}.
   *
   * @param coefficient a number
   * @param factor a product
   * @param rest the rest, which has no common factor
   */
  record Parts(Rational coefficient, Monomial factor, Polynomial rest) {}

  Atom atom(int number) {
    return atoms.get(number);
  }

  int number(Atom atom) {
    return numbers.computeIfAbsent(
        atom,
        fresh -> {
          atoms.add(fresh);
          return atoms.size() - 1;
        });
  }

  Polynomial of(Atom atom) {
    return Polynomial.of(Monomial.of(number(atom), Rational.ONE), Rational.ONE);
  }

  Polynomial multiply(Polynomial a, Polynomial b) {
    Map<Monomial, Rational> sum = new HashMap<>();
    a.terms()
        .forEach((m, c) -> b.terms().forEach((n, d) -> addNormal(sum, m.times(n), c.times(d))));
    return new Polynomial(sum);
  }

  /** A product in normal form. */
  Polynomial normal(Monomial monomial, Rational coefficient) {
    Map<Monomial, Rational> sum = new HashMap<>();
    addNormal(sum, monomial, coefficient);
    return new Polynomial(sum);
  }

  private void addNormal(Map<Monomial, Rational> sum, Monomial monomial, Rational coefficient) {
    if (++products > MOST_PRODUCTS) {
      throw new TooLargeException();
    }
    for (Map.Entry<Integer, Rational> factor : monomial.powers().entrySet()) {
      Optional<Polynomial> expanded = expanded(monomial, factor.getKey(), factor.getValue());
      if (expanded.isPresent()) {
        expanded.get().terms().forEach((m, c) -> addNormal(sum, m, c.times(coefficient)));
        return;
      }
    }
    Polynomial.add(sum, monomial, coefficient);
  }

  /** The monomial with one factor written in another way, if it has to be. */
  private Optional<Polynomial> expanded(Monomial monomial, int number, Rational exponent) {
    return switch (atom(number)) {
      case Atom.Total(Polynomial sum) -> {
        int whole = exponent.floor();
        boolean isNumber = sum.number().isPresent();
        if (whole == 0 || (whole < 0 && !isNumber)) {
          yield Optional.empty();
        }
        Rational rest = exponent.minus(Rational.of(whole));
        Monomial others = monomial.without(number).times(Monomial.of(number, rest));
        if (isNumber) {
          Rational value = sum.number().orElseThrow().power(whole);
          yield Optional.of(Polynomial.of(others, value));
        }
        Polynomial product = Polynomial.of(others, Rational.ONE);
        for (int i = 0; i < whole; i++) {
          product = multiply(product, sum);
        }
        yield Optional.of(product);
      }
      case Atom.Applied(Atom.Function function, Polynomial argument) -> {
        if (function.isIndicator() && !exponent.equals(Rational.ONE)) {
          Monomial once = monomial.without(number).times(Monomial.of(number, Rational.ONE));
          yield exponent.signum() > 0
              ? Optional.of(Polynomial.of(once, Rational.ONE))
              : Optional.empty();
        }
        if (function != Atom.Function.SIN || exponent.compareTo(TWO) < 0) {
          yield Optional.empty();
        }
        Monomial others = monomial.times(Monomial.of(number, TWO.negate()));
        Polynomial cosine = of(new Atom.Applied(Atom.Function.COS, argument));
        Polynomial square = Polynomial.ONE.plus(multiply(cosine, cosine).negate());
        yield Optional.of(multiply(Polynomial.of(others, Rational.ONE), square));
      }
      case Atom.Symbol _, Atom.Exponential _ -> Optional.empty();
    };
  }

  /** Whether an atom is above zero wherever it has a value. */
  boolean positive(int number) {
    return switch (atom(number)) {
      case Atom.Exponential _ -> true;
      case Atom.Total(Polynomial sum) -> positive(sum);
      case Atom.Symbol _, Atom.Applied _ -> false;
    };
  }

  /** Whether every term is surely above zero. */
  boolean positive(Polynomial sum) {
    return !sum.isZero()
        && sum.terms().entrySet().stream()
            .allMatch(term -> term.getValue().signum() > 0 && positive(term.getKey()));
  }

  private boolean positive(Monomial product) {
    return product.powers().keySet().stream().allMatch(this::positive);
  }

  /** Takes a sum apart; of its factors only those above zero, if so wanted. */
  Parts parts(Polynomial sum, boolean positiveOnly) {
    Set<Integer> candidates = new HashSet<>();
    sum.terms().keySet().forEach(m -> candidates.addAll(m.powers().keySet()));
    SortedMap<Integer, Rational> common = new TreeMap<>();
    for (int atom : candidates) {
      Rational least =
          sum.terms().keySet().stream()
              .map(m -> m.power(atom))
              .min(Comparator.naturalOrder())
              .orElseThrow();
      if (least.signum() != 0 && (!positiveOnly || positive(atom))) {
        common.put(atom, least);
      }
    }
    Monomial factor = new Monomial(common);
    Polynomial rest = multiply(sum, Polynomial.of(factor.power(MINUS_ONE), Rational.ONE));
    Rational leading = rest.leading();
    Rational coefficient = positiveOnly ? leading.magnitude() : leading;
    return new Parts(coefficient, factor, rest.times(coefficient.reciprocal()));
  }

  /** Whether a sum is zero, when all denominators are multiplied out. */
  boolean isZero(Polynomial sum) {
    Polynomial rest = sum;
    for (int number = atoms.size() - 1; number >= 0 && !rest.isZero(); number--) {
      if (atom(number) instanceof Atom.Total) {
        rest = withoutDenominator(rest, number);
      }
    }
    return rest.isZero();
  }

  /** A multiple in which no power of this atom is negative. */
  private Polynomial withoutDenominator(Polynomial sum, int number) {
    Rational least =
        sum.terms().keySet().stream()
            .map(m -> m.power(number))
            .min(Comparator.naturalOrder())
            .orElse(Rational.ZERO);
    return least.signum() == 0
        ? sum
        : multiply(sum, Polynomial.of(Monomial.of(number, least.negate()), Rational.ONE));
  }
}
