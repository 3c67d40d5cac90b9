package org.chainrule.explain.check.slip;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Formula;

/** Formulas in writing, in which quantities stand by their names. */
public final class Wording {
  private final Map<Expr, String> names;
  private final Map<Expr, String> written = new HashMap<>();

  /** Names for these nodes. */
  public Wording(Map<Expr, String> names) {
    this.names = Map.copyOf(names);
  }

  /** A formula in writing; its root is written out even if it has a name. */
  public String writtenOut(Expr formula) {
    return Formula.of(named(formula, false));
  }

  /** A formula in writing, or its name. */
  public String of(Expr formula) {
    return written.computeIfAbsent(formula, f -> Formula.of(named(f, true)));
  }

  private Expr named(Expr root, boolean rootToo) {
    Map<Expr, Expr> written = new HashMap<>();
    for (Expr node : Expr.inOrder(List.of(root))) {
      String name = node.equals(root) && !rootToo ? null : names.get(node);
      written.put(
          node,
          name != null
              ? Expr.variable(name, node.shape())
              : Expr.of(
                  node.op(),
                  node.inputs().stream().map(input -> written.getOrDefault(input, input)).toList()));
    }
    return written.getOrDefault(root, root);
  }
}
