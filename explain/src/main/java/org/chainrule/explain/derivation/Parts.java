package org.chainrule.explain.derivation;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;

/**
 * A product taken apart.
 *
 * @param outside its number and factors that are single numbers, for the shape of a result
 * @param rest the others
 */
record Parts(Product outside, Product rest) {
  static Parts of(Product product, Shape result) {
    SequencedMap<Expr, Double> outside = new LinkedHashMap<>();
    SequencedMap<Expr, Double> rest = new LinkedHashMap<>();
    product
        .factors()
        .forEach(
            (factor, power) ->
                Uniform.number(factor)
                    .ifPresentOrElse(
                        s -> outside.merge(s.broadcast(result), power, Double::sum),
                        () -> rest.put(factor, power)));
    return new Parts(new Product(product.coefficient(), outside), new Product(1, rest));
  }
}
