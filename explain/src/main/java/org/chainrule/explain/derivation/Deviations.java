package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Sum;

/** Deviations from a mean, whose sum is 0: Σ (x − m) for m = (Σ x)/n. */
final class Deviations {
  private final Tidy tidy;
  private final Map<Expr, Expr> definitions = new HashMap<>();
  private final Replacement means;

  Deviations(Symbols symbols) {
    this.tidy = new Tidy(symbols, Set.of(), false);
    Map<Expr, Expr> numbers = new HashMap<>();
    symbols
        .quantities()
        .forEach(
            (node, symbol) -> {
              Expr definition = symbols.definition(node);
              if (node.shape().rank() > 0) {
                definitions.put(symbol, definition);
              } else if (hasSum(definition)) {
                numbers.put(symbol, definition);
              }
            });
    this.means = new Replacement(numbers);
  }

  /** Whether the sum of all elements of a term is 0: of deviations, or of a number times these. */
  boolean vanish(Product term, Sum sum) {
    List<Map.Entry<Expr, Double>> varying =
        term.factors().entrySet().stream()
            .filter(factor -> Uniform.number(factor.getKey()).isEmpty())
            .toList();
    return varying.size() == 1
        && varying.getFirst().getValue() == 1
        && vanish(varying.getFirst().getKey(), sum);
  }

  private boolean vanish(Expr factor, Sum sum) {
    Expr meant = definitions.getOrDefault(factor, factor);
    Expr difference = means.of(meant);
    List<Product> terms = tidy.terms(difference);
    if (terms.size() == 1 && meant != factor) {
      return vanish(terms.getFirst(), sum);
    }
    if (sum.axes().size() < difference.shape().rank() || terms.size() < 2) {
      return false;
    }
    List<Product> total = new ArrayList<>();
    for (Product term : terms) {
      total.addAll(tidy.terms(Expr.of(sum, tidy.whole(term, difference.shape()))));
    }
    return Tidy.collect(total).isEmpty();
  }

  private boolean hasSum(Expr definition) {
    return tidy.single(definition).factors().keySet().stream()
        .anyMatch(factor -> factor.op() instanceof Sum);
  }
}
