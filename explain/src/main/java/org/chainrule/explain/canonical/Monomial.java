package org.chainrule.explain.canonical;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.chainrule.explain.number.Rational;

/**
 * A product of atoms to rational powers other than zero.
 *
 * @param powers the exponent of every atom, by the atom's number
 */
record Monomial(SortedMap<Integer, Rational> powers) implements Comparable<Monomial> {
  /** The product of nothing. */
  static final Monomial ONE = new Monomial(Collections.emptySortedMap());

  static Monomial of(int atom, Rational exponent) {
    return exponent.signum() == 0 ? ONE : new Monomial(new TreeMap<>(Map.of(atom, exponent)));
  }

  /** The exponent of an atom, 0 if it does not stand here. */
  Rational power(int atom) {
    return powers.getOrDefault(atom, Rational.ZERO);
  }

  /** The product with another; exponents are added. */
  Monomial times(Monomial other) {
    if (powers.isEmpty() || other.powers.isEmpty()) {
      return powers.isEmpty() ? other : this;
    }
    SortedMap<Integer, Rational> product = new TreeMap<>(powers);
    other.powers.forEach(
        (atom, exponent) ->
            product.merge(
                atom,
                exponent,
                (a, b) -> {
                  Rational sum = a.plus(b);
                  return sum.signum() == 0 ? null : sum;
                }));
    return new Monomial(product);
  }

  /** Every exponent multiplied. */
  Monomial power(Rational exponent) {
    if (exponent.signum() == 0) {
      return ONE;
    }
    SortedMap<Integer, Rational> result = new TreeMap<>();
    powers.forEach((atom, own) -> result.put(atom, own.times(exponent)));
    return new Monomial(result);
  }

  /** Without one atom. */
  Monomial without(int atom) {
    SortedMap<Integer, Rational> rest = new TreeMap<>(powers);
    rest.remove(atom);
    return new Monomial(rest);
  }

  @Override
  public int compareTo(Monomial other) {
    Iterator<Map.Entry<Integer, Rational>> mine = powers.entrySet().iterator();
    Iterator<Map.Entry<Integer, Rational>> others = other.powers.entrySet().iterator();
    while (mine.hasNext() && others.hasNext()) {
      Map.Entry<Integer, Rational> a = mine.next();
      Map.Entry<Integer, Rational> b = others.next();
      int order = a.getKey().compareTo(b.getKey());
      if (order == 0) {
        order = a.getValue().compareTo(b.getValue());
      }
      if (order != 0) {
        return order;
      }
    }
    return Boolean.compare(mine.hasNext(), others.hasNext());
  }
}
