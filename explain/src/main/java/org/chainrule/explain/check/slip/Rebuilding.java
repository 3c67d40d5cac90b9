package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/** A graph in which one node, or one input of one node, can be replaced. */
final class Rebuilding {
  private final Expr root;
  private final List<Expr> order;

  Rebuilding(Expr root) {
    this.root = root;
    this.order = Expr.inOrder(List.of(root));
  }

  List<Expr> order() {
    return order;
  }

  /** The graph with another node in the place of one, for all of its users. */
  Expr replaced(Expr node, Expr other) {
    Map<Expr, Expr> changed = new HashMap<>(Map.of(node, other));
    for (Expr user : order.subList(order.indexOf(node) + 1, order.size())) {
      if (user.inputs().stream().anyMatch(changed::containsKey)) {
        List<Expr> inputs =
            user.inputs().stream().map(input -> changed.getOrDefault(input, input)).toList();
        changed.put(user, Expr.of(user.op(), inputs));
      }
    }
    return changed.getOrDefault(root, root);
  }

  /** The graph with another node as one input of one node. */
  Expr replaced(Expr node, int input, Expr other) {
    List<Expr> inputs = new ArrayList<>(node.inputs());
    inputs.set(input, other);
    return replaced(node, Expr.of(node.op(), inputs));
  }
}
