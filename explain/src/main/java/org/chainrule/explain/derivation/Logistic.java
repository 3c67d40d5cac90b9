package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.explain.writing.NameText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.op.Exp;
import org.chainrule.graph.op.Sigmoid;

/** Quotients of exponentials by their name: exp(u)/(1 + exp(u)) is σ(u). */
record Logistic(Tidy tidy, Symbols symbols) {
  private static final String NAME = "σ";

  /** With σ for such quotients, unless the letter is taken. */
  Product named(Product product) {
    for (Map.Entry<Expr, Double> factor : product.factors().entrySet()) {
      Optional<Expr> exponential =
          (factor.getValue() == -1 ? besideOne(factor.getKey()) : Optional.<Expr>empty())
              .filter(v -> product.factors().getOrDefault(v, 0.0) == 1);
      Optional<Expr> exponent = exponential.flatMap(this::exponent);
      if (exponent.isPresent() && isFree()) {
        Product quotient =
            Product.factor(exponential.orElseThrow(), 1).times(Product.factor(factor.getKey(), -1));
        return named(
            product
                .times(quotient.power(-1))
                .times(Product.factor(Functions.sigmoid(exponent.get()), 1)));
      }
    }
    return product;
  }

  private boolean isFree() {
    return symbols.names().stream().map(NameText::of).noneMatch(NAME::equals);
  }

  /** Whether one has a σ that the other has not. */
  static boolean isNew(Expr node, Expr before) {
    return isIn(node) && !isIn(before);
  }

  private static boolean isIn(Expr node) {
    return Expr.inOrder(List.of(node)).stream().anyMatch(inner -> inner.op() instanceof Sigmoid);
  }

  /** Of 1 + v, v. */
  private Optional<Expr> besideOne(Expr sum) {
    List<Product> terms = tidy.terms(sum);
    return terms.size() == 2 && terms.contains(Product.number(1))
        ? terms.stream()
            .filter(term -> term.coefficient() == 1 && term.factors().size() == 1)
            .map(term -> term.factors().firstEntry())
            .filter(factor -> factor.getValue() == 1)
            .map(Map.Entry::getKey)
            .findFirst()
        : Optional.empty();
  }

  /** Of exp(u), which may have a name, u. */
  private Optional<Expr> exponent(Expr node) {
    if (node.op() instanceof Exp) {
      return Optional.of(node.input(0));
    }
    return symbols.meaning(node).orElse(null) instanceof Symbols.Meaning.Quantity(Expr named)
            && named.op() instanceof Exp
        ? Optional.of(symbols.definition(named).input(0))
        : Optional.empty();
  }
}
