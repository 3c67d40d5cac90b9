package org.chainrule.graph;

import java.util.List;
import java.util.Map;

/** The inputs of a node when it is applied to a whole batch. */
public interface Lanes {
  /** The number of members of the batch. */
  int size();

  /** Input {@code i}: with a leading batch axis if {@link #batched}, else the same for all. */
  Expr get(int input);

  /** Whether input {@code i} differs between members. */
  boolean batched(int input);

  /**
   * Batching of a sub-graph, for ops that have one inside.
   *
   * @param outputs the results of the sub-graph
   * @param replacements batched nodes for some of its nodes
   * @return every output under a leading batch axis
   */
  List<Expr> batch(List<Expr> outputs, Map<Expr, Expr> replacements);

  /** Input {@code i} with a leading batch axis in any case. */
  default Expr spread(int input) {
    Expr value = get(input);
    return batched(input) ? value : value.broadcast(value.shape().prepend(size()));
  }
}
