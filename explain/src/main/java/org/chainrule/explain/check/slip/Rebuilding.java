package org.chainrule.explain.check.slip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/** A graph in which one node can be replaced. */
final class Rebuilding {
  private final Expr root;
  private final List<Expr> order;
  private final Map<Expr, Integer> places = new HashMap<>();
  private final Map<Expr, Integer> uses = new HashMap<>();

  Rebuilding(Expr root) {
    this.root = root;
    this.order = Expr.inOrder(List.of(root));
    for (Expr node : order) {
      places.put(node, places.size());
      node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum));
    }
  }

  List<Expr> order() {
    return order;
  }

  int uses(Expr node) {
    return uses.getOrDefault(node, 0);
  }

  /** The nodes that may depend on one, in order. */
  List<Expr> after(Expr node) {
    return order.subList(places.getOrDefault(node, 0) + 1, order.size());
  }

  /** The graph with another node in the place of one, for all of its users. */
  Expr replaced(Expr node, Expr other) {
    Map<Expr, Expr> changed = new HashMap<>(Map.of(node, other));
    for (Expr user : after(node)) {
      if (user.inputs().stream().anyMatch(changed::containsKey)) {
        List<Expr> inputs =
            user.inputs().stream().map(input -> changed.getOrDefault(input, input)).toList();
        changed.put(user, Expr.of(user.op(), inputs));
      }
    }
    return changed.getOrDefault(root, root);
  }
}
