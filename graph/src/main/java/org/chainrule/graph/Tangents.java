package org.chainrule.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tangents of a node's inputs, as a forward rule sees them. */
public interface Tangents {
  /** The tangent of input {@code i}; empty for zero. */
  Optional<Expr> of(int input);

  /**
   * Forward mode over a sub-graph, for ops that have one inside.
   *
   * @param outputs the results of the sub-graph
   * @param seeds the tangents of some of its nodes
   * @return the tangent of every output, zeros where there is no dependence
   */
  List<Expr> pushforward(List<Expr> outputs, Map<Expr, Expr> seeds);

  /** The tangent of input {@code i} of the node, zeros included. */
  default Expr orZero(Expr node, int input) {
    return of(input).orElseGet(() -> Expr.filled(node.input(input).shape(), 0));
  }
}
