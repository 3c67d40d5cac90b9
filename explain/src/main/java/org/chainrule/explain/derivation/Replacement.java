package org.chainrule.explain.derivation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/** A graph with some of its nodes replaced by others. */
public final class Replacement {
  private final Map<Expr, Expr> known;

  /** Replaces these nodes wherever they stand. */
  public Replacement(Map<Expr, Expr> replacements) {
    known = new HashMap<>(replacements);
  }

  /** The node after replacement. */
  public Expr of(Expr root) {
    Expr found = known.get(root);
    if (found != null) {
      return found;
    }
    for (Expr node : Expr.inOrder(List.of(root))) {
      if (!known.containsKey(node)) {
        known.put(node, below(node));
      }
    }
    return known.getOrDefault(root, root);
  }

  /** The node's own op on what its inputs are replaced by. */
  Expr below(Expr node) {
    if (node.inputs().isEmpty()) {
      return node;
    }
    node.inputs().forEach(this::of);
    List<Expr> inputs = node.inputs().stream().map(i -> known.getOrDefault(i, i)).toList();
    return inputs.equals(node.inputs()) ? node : Expr.of(node.op(), inputs);
  }
}
