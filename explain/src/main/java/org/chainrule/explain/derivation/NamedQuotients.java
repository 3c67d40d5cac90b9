package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Divide;
import org.chainrule.graph.op.Power;

/** Products by the names of quotients that they hold, which is shorter than these. */
final class NamedQuotients {
  private final Tidy tidy;
  private final Symbols symbols;

  NamedQuotients(Tidy tidy, Symbols symbols) {
    this.tidy = tidy;
    this.symbols = symbols;
  }

  /** With the names of quotients of tensors: ŷ for u/v. */
  Product named(Product product) {
    Product named = product;
    for (Map.Entry<Expr, Expr> quantity : symbols.quantities().entrySet()) {
      boolean alike =
          product.factors().keySet().stream()
              .allMatch(factor -> factor.shape().equals(quantity.getKey().shape()));
      if (quantity.getKey().op() instanceof Divide
          && quantity.getKey().shape().rank() > 0
          && alike) {
        Product quotient = tidy.single(symbols.definition(quantity.getKey()));
        if (quotient.factors().size() > 1 && holds(product, quotient)) {
          Product rest = named.times(quotient.power(-1));
          named = Product.factor(quantity.getValue(), 1).times(rest);
        }
      }
    }
    return named;
  }

  /** With 1 − p for v/(1 + v), where p = 1/(1 + v) has a name, as σ that is written out. */
  Product complemented(Product product) {
    Product shorter = product;
    for (Map.Entry<Expr, Expr> quantity : symbols.quantities().entrySet()) {
      Expr node = quantity.getKey();
      boolean reciprocal =
          node.op() instanceof Divide || (node.op() instanceof Power p && p.exponent() == -1);
      Optional<Product> other =
          reciprocal ? other(tidy.single(symbols.definition(node))) : Optional.empty();
      if (other.isPresent() && holds(shorter, other.get())) {
        Expr rest = Expr.filled(node.shape(), 1).minus(quantity.getValue());
        shorter = shorter.times(other.get().power(-1)).times(Product.factor(rest, 1));
      }
    }
    return shorter;
  }

  /** Of 1/(1 + v) the other part of 1, v/(1 + v). */
  private Optional<Product> other(Product reciprocal) {
    if (reciprocal.coefficient() != 1
        || reciprocal.factors().size() != 1
        || reciprocal.factors().firstEntry().getValue() != -1) {
      return Optional.empty();
    }
    List<Product> terms = tidy.terms(reciprocal.factors().firstEntry().getKey());
    return terms.size() == 2 && terms.contains(Product.number(1))
        ? terms.stream()
            .filter(term -> term.coefficient() == 1 && !term.factors().isEmpty())
            .map(reciprocal::times)
            .findFirst()
        : Optional.empty();
  }

  private static boolean holds(Product product, Product part) {
    return part.coefficient() == 1
        && part.factors().entrySet().stream()
            .allMatch(factor -> holds(product, factor.getKey(), factor.getValue()));
  }

  private static boolean holds(Product product, Expr factor, double power) {
    double own = product.factors().getOrDefault(factor, 0.0);
    return power > 0 ? own >= power : own <= power;
  }
}
