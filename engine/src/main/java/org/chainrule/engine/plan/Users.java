package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/** Which nodes use a node. */
final class Users {
  private final Map<Expr, List<Expr>> users = new HashMap<>();

  /** The users among nodes that others depend on. */
  static Users of(Collection<Expr> roots) {
    Users all = new Users();
    for (Expr node : Expr.inOrder(roots)) {
      for (Expr input : node.inputs()) {
        all.users.computeIfAbsent(input, i -> new ArrayList<>()).add(node);
      }
    }
    return all;
  }

  List<Expr> of(Expr node) {
    return users.getOrDefault(node, List.of());
  }
}
