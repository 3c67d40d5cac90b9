package org.chainrule.engine.random;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/** Graphs with other nodes in the place of some. */
final class Substitution {
  private Substitution() {}

  /** These roots, in which replacements stand for nodes; bodies of loops stay as they are. */
  static List<Expr> of(Collection<Expr> roots, Map<Expr, Expr> replacements) {
    Map<Expr, Expr> done = new HashMap<>(replacements);
    for (Expr node : Expr.inOrder(roots)) {
      if (!done.containsKey(node)) {
        done.put(node, rebuilt(node, done));
      }
    }
    return roots.stream().map(root -> done.getOrDefault(root, root)).toList();
  }

  /** A node of the same op on what its inputs have become. */
  static Expr rebuilt(Expr node, Map<Expr, Expr> done) {
    List<Expr> inputs = node.inputs().stream().map(i -> done.getOrDefault(i, i)).toList();
    return inputs.equals(node.inputs()) ? node : Expr.of(node.op(), inputs);
  }
}
