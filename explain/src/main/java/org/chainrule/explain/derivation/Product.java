package org.chainrule.explain.derivation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.chainrule.graph.Expr;

/**
 * A number times powers of factors, all of one shape.
 *
 * @param coefficient the number
 * @param factors every factor with its power, in the order in which they are written
 */
record Product(double coefficient, SequencedMap<Expr, Double> factors) {
  Product {
    SequencedMap<Expr, Double> kept = new LinkedHashMap<>();
    factors.forEach(
        (factor, power) -> {
          if (power != 0) {
            kept.put(factor, power);
          }
        });
    factors = kept;
  }

  static Product number(double value) {
    return new Product(value, new LinkedHashMap<>());
  }

  static Product factor(Expr factor, double power) {
    return new Product(1, new LinkedHashMap<>(Map.of(factor, power)));
  }

  Product times(Product other) {
    SequencedMap<Expr, Double> all = new LinkedHashMap<>(factors);
    other.factors.forEach((factor, power) -> all.merge(factor, power, Double::sum));
    return new Product(coefficient * other.coefficient, all);
  }

  Product times(double number) {
    return new Product(coefficient * number, factors);
  }

  Product power(double exponent) {
    SequencedMap<Expr, Double> all = new LinkedHashMap<>();
    factors.forEach((factor, power) -> all.put(factor, power * exponent));
    return new Product(Math.pow(coefficient, exponent), all);
  }

  /** The sum with a product of the same factors, in whatever order. */
  Product plusAlike(Product other) {
    return new Product(coefficient + other.coefficient, factors);
  }
}
