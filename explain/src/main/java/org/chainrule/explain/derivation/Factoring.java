package org.chainrule.explain.derivation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/**
 * Sets before a sum what all its terms share.
 *
 * @param tidy takes sums apart
 * @param assembly puts them together
 */
record Factoring(Tidy tidy, Assembly assembly) {
  /** What all terms share before them, if it is worth it. */
  List<Product> of(List<Product> terms) {
    if (terms.size() < 2) {
      return terms;
    }
    Optional<Product> matrices = commonMatrix(terms);
    if (matrices.isPresent()) {
      return List.of(matrices.get());
    }
    double size = Math.abs(terms.getFirst().coefficient());
    boolean equal = terms.stream().allMatch(term -> Math.abs(term.coefficient()) == size);
    boolean negative = terms.stream().allMatch(term -> term.coefficient() < 0);
    SequencedMap<Expr, Double> common = new LinkedHashMap<>();
    terms
        .getFirst()
        .factors()
        .forEach(
            (factor, power) -> {
              double least = power;
              for (Product term : terms) {
                double here = term.factors().getOrDefault(factor, 0.0);
                least = here * least <= 0 ? 0 : Math.abs(here) < Math.abs(least) ? here : least;
              }
              if (least != 0) {
                common.put(factor, least);
              }
            });
    boolean polynomial =
        terms.stream()
            .allMatch(term -> term.factors().keySet().stream().allMatch(assembly::isPlain));
    if (polynomial && common.entrySet().stream().noneMatch(Factoring::divides)) {
      common.clear();
    }
    if (common.isEmpty() && (!equal || size == 1)) {
      return terms;
    }
    Product shared = new Product((equal ? size : 1) * (negative ? -1 : 1), common);
    Shape shape = shape(terms);
    List<Product> rest = terms.stream().map(term -> term.times(shared.power(-1))).toList();
    List<Product> flat = rest.stream().flatMap(term -> summands(term).stream()).toList();
    List<Product> fewer = Tidy.collect(flat);
    List<Product> inner = fewer.size() < flat.size() ? fewer : rest;
    return List.of(shared.times(Product.factor(assembly.of(inner, shape), 1)));
  }

  /** The terms of a product that is a sum alone. */
  private List<Product> summands(Product product) {
    boolean alone = product.factors().size() == 1 && product.factors().firstEntry().getValue() == 1;
    return alone
        ? Tidy.scaled(tidy.terms(product.factors().firstEntry().getKey()), product.coefficient())
        : List.of(product);
  }

  /** Whether a factor is a number below tensors, as in (A − B)/n. */
  private static boolean divides(Map.Entry<Expr, Double> factor) {
    return factor.getValue() < 0
        && factor.getKey().shape().rank() > 0
        && Uniform.number(factor.getKey()).isPresent();
  }

  /** A B + A C D as A (B + C D), and A C + B C as (A + B) C. */
  private Optional<Product> commonMatrix(List<Product> terms) {
    List<MatrixProduct> products = new ArrayList<>();
    for (Product term : terms) {
      Map.Entry<Expr, Double> factor = term.factors().firstEntry();
      if (term.factors().size() != 1 || factor.getValue() != 1) {
        return Optional.empty();
      }
      products.add(MatrixProduct.of(factor.getKey()));
    }
    for (boolean first : new boolean[] {true, false}) {
      List<MatrixProduct.Factor> ends = products.stream().map(p -> end(p, first)).toList();
      List<MatrixProduct.Factor> rests =
          products.stream()
              .filter(p -> p.factors().size() > 1)
              .map(p -> rest(p, first).multiplied())
              .toList();
      boolean alike =
          rests.size() == terms.size()
              && ends.stream().distinct().count() == 1
              && rests.stream().map(MatrixProduct.Factor::transposed).distinct().count() == 1;
      if (alike) {
        List<Product> sum = new ArrayList<>();
        for (int i = 0; i < rests.size(); i++) {
          sum.add(Product.factor(rests.get(i).node(), 1).times(terms.get(i).coefficient()));
        }
        List<Product> shared = of(Tidy.collect(sum));
        double number = shared.size() == 1 ? shared.getFirst().coefficient() : 1;
        List<Product> bare = number == 0 ? shared : Tidy.scaled(shared, 1 / number);
        Expr inner = assembly.of(bare, rests.getFirst().node().shape());
        MatrixProduct.Factor other = new MatrixProduct.Factor(inner, rests.getFirst().transposed());
        MatrixProduct.Factor whole =
            first
                ? MatrixProduct.times(ends.getFirst(), other)
                : MatrixProduct.times(other, ends.getFirst());
        return Optional.of(Product.factor(whole.node(), 1).times(number));
      }
    }
    return Optional.empty();
  }

  private static MatrixProduct.Factor end(MatrixProduct product, boolean first) {
    return first ? product.factors().getFirst() : product.factors().getLast();
  }

  private static MatrixProduct rest(MatrixProduct product, boolean first) {
    int size = product.factors().size();
    return new MatrixProduct(product.factors().subList(first ? 1 : 0, first ? size : size - 1));
  }

  private static Shape shape(List<Product> terms) {
    return terms.stream()
        .flatMap(term -> term.factors().keySet().stream())
        .findFirst()
        .map(Expr::shape)
        .orElse(Shape.SCALAR);
  }
}
