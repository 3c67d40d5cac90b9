package org.chainrule.engine.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Relu;

/**
 * The derivative of relu asks whether its argument is above 0, which is so where its result is:
 * then only the result need be kept.
 */
final class Masks {
  static final String NAME = "mask of relu";

  private Masks() {}

  static List<Expr> of(List<Expr> roots, Applied applied) {
    Map<Expr, Expr> results = new HashMap<>();
    List<Expr> nodes = Expr.inOrder(roots);
    for (Expr node : nodes) {
      if (node.op() instanceof Relu) {
        results.put(node.input(0), node);
      }
    }
    Map<Expr, Expr> others = new HashMap<>();
    for (Expr node : nodes) {
      if (node.op() instanceof Compare compare
          && compare.relation() == Compare.Relation.LESS
          && Moves.isUniform(node.input(0), 0)) {
        Expr result = results.get(node.input(1));
        if (result != null) {
          others.put(node, Expr.of(compare, node.input(0), result));
          applied.add(NAME);
        }
      }
    }
    return others.isEmpty() ? roots : Rebuild.replace(roots, others);
  }
}
