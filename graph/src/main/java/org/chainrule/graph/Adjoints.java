package org.chainrule.graph;

import java.util.List;

/** Where a reverse rule puts its results. */
public interface Adjoints {
  /** Adds a term to ∂J/∂(input {@code i} of the node); it has that input's shape. */
  void add(int input, Expr term);

  /**
   * Reverse mode over a sub-graph, for ops that have one inside.
   *
   * @param outputs the results of the sub-graph
   * @param adjoints ∂J/∂output, one for each
   * @param inputs the nodes to differentiate by
   * @return ∂J/∂input, one for each, zeros where there is no dependence
   */
  List<Expr> pullback(List<Expr> outputs, List<Expr> adjoints, List<Expr> inputs);
}
