package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Expr;

/**
 * Two formulas that are compared.
 *
 * @param truth the first
 * @param claim the second
 * @param domain formulas that have a value wherever the two are compared, such as the function
 *     whose derivative the truth is
 */
record Pair(Expr truth, Expr claim, List<Expr> domain) {
  Pair {
    domain = List.copyOf(domain);
  }

  /** Both formulas and those that bound the domain. */
  List<Expr> all() {
    List<Expr> all = new ArrayList<>(List.of(truth, claim));
    all.addAll(domain);
    return all;
  }
}
