package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/**
 * Multiplies out where something cancels.
 *
 * @param tidy takes sums apart
 */
record Expansion(Tidy tidy) {
  /**
   * A product with a sum, term by term, if what stands before it cancels a denominator of each:
   * (a/u + b/v)·u·v is a·v + b·u. Sums in that are multiplied out if it gets shorter.
   */
  List<Product> of(Product whole) {
    for (Map.Entry<Expr, Double> factor : whole.factors().entrySet()) {
      List<Product> inner = factor.getValue() == 1 ? tidy.terms(factor.getKey()) : List.of();
      if (inner.size() < 2 || !inner.stream().allMatch(Expansion::divides)) {
        continue;
      }
      Product others = whole.times(Product.factor(factor.getKey(), -1));
      if (inner.stream().allMatch(term -> cancels(term, others))) {
        List<Product> outside = inner.stream().map(term -> term.times(others)).toList();
        List<Product> all =
            Tidy.collect(outside.stream().flatMap(t -> expanded(t).stream()).toList());
        return length(all) < length(outside) ? all : Tidy.collect(outside);
      }
    }
    return List.of(whole);
  }

  private static boolean divides(Product term) {
    return term.factors().values().stream().anyMatch(power -> power < 0);
  }

  /** Whether a denominator of one is a factor of the other. */
  private static boolean cancels(Product term, Product others) {
    return term.factors().entrySet().stream()
        .anyMatch(f -> f.getValue() < 0 && others.factors().getOrDefault(f.getKey(), 0.0) > 0);
  }

  private static int length(List<Product> terms) {
    return terms.stream().mapToInt(term -> Math.max(1, term.factors().size())).sum();
  }

  private List<Product> expanded(Product product) {
    List<Product> found = List.of(Product.number(product.coefficient()));
    for (Map.Entry<Expr, Double> factor : product.factors().entrySet()) {
      List<Product> inner =
          factor.getValue() == 1
              ? tidy.terms(factor.getKey())
              : List.of(Product.factor(factor.getKey(), factor.getValue()));
      found = found.stream().flatMap(a -> inner.stream().map(a::times)).toList();
    }
    return found;
  }
}
