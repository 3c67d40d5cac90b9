package org.chainrule.explain.canonical;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.chainrule.explain.number.Rational;

/**
 * A sum of monomials with rational coefficients other than zero. Which atoms the monomials are made
 * of is known to the {@link Algebra} that made it.
 */
record Polynomial(Map<Monomial, Rational> terms) {
  static final Polynomial ZERO = new Polynomial(Map.of());
  static final Polynomial ONE = constant(Rational.ONE);

  Polynomial {
    terms = Collections.unmodifiableMap(terms);
  }

  static Polynomial constant(Rational value) {
    return of(Monomial.ONE, value);
  }

  static Polynomial of(Monomial monomial, Rational coefficient) {
    return coefficient.signum() == 0 ? ZERO : new Polynomial(Map.of(monomial, coefficient));
  }

  boolean isZero() {
    return terms.isEmpty();
  }

  /** The number that this is, if it is one. */
  Optional<Rational> number() {
    return isZero()
        ? Optional.of(Rational.ZERO)
        : terms.size() == 1 ? Optional.ofNullable(terms.get(Monomial.ONE)) : Optional.empty();
  }

  Polynomial plus(Polynomial other) {
    if (isZero() || other.isZero()) {
      return isZero() ? other : this;
    }
    Map<Monomial, Rational> sum = new HashMap<>(terms);
    other.terms.forEach((monomial, coefficient) -> add(sum, monomial, coefficient));
    return new Polynomial(sum);
  }

  static void add(Map<Monomial, Rational> sum, Monomial monomial, Rational coefficient) {
    sum.merge(
        monomial,
        coefficient,
        (a, b) -> {
          Rational total = a.plus(b);
          return total.signum() == 0 ? null : total;
        });
  }

  Polynomial times(Rational number) {
    if (number.signum() == 0) {
      return ZERO;
    }
    Map<Monomial, Rational> product = new HashMap<>();
    terms.forEach((monomial, coefficient) -> product.put(monomial, coefficient.times(number)));
    return new Polynomial(product);
  }

  Polynomial negate() {
    return times(Rational.ONE.negate());
  }

  /** The coefficient of the least monomial. */
  Rational leading() {
    return terms.entrySet().stream()
        .min(Map.Entry.comparingByKey())
        .map(Map.Entry::getValue)
        .orElse(Rational.ZERO);
  }

  /** The only term, if there is exactly one. */
  Optional<Map.Entry<Monomial, Rational>> single() {
    return terms.size() == 1 ? terms.entrySet().stream().findFirst() : Optional.empty();
  }
}
