package org.chainrule.engine.fusion;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Leaf;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Reshape;

/** From which nodes a node's elements come, through moves. */
public final class Origins {
  private Origins() {}

  /** The number that a node has in every place, if it is known to be one. */
  static OptionalDouble uniform(Expr node) {
    Expr source = node;
    while (source.op() instanceof Broadcast || source.op() instanceof Reshape) {
      source = source.input(0);
    }
    return source.op() instanceof Constant c && c.shape().elements() == 1
        ? OptionalDouble.of(c.value().at(0))
        : OptionalDouble.empty();
  }

  /** The computed nodes whose elements a node's are. */
  static Set<Expr> computed(Expr node) {
    return where(node, origin -> !(origin.op() instanceof Leaf));
  }

  /** The variables and constants whose elements a node's are. */
  public static Set<Expr> leaves(Expr node) {
    return where(node, origin -> origin.op() instanceof Leaf);
  }

  private static Set<Expr> where(Expr node, Predicate<Expr> kind) {
    Set<Expr> found = new LinkedHashSet<>();
    Set<Expr> seen = new HashSet<>();
    List<Expr> open = new ArrayList<>(List.of(node));
    while (!open.isEmpty()) {
      Expr next = open.removeLast();
      if (!seen.add(next)) {
        continue;
      }
      if (next.op() instanceof Move) {
        open.addAll(next.inputs());
      } else if (kind.test(next)) {
        found.add(next);
      }
    }
    return found;
  }
}
