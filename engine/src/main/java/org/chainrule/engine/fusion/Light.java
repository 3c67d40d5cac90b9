package org.chainrule.engine.fusion;

import java.util.HashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Broadcast;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.op.Reshape;
import org.chainrule.graph.op.Transpose;

/**
 * Nodes that are cheaper to compute again than to store: a few operations on one value of the same
 * size, and smaller ones. Whoever reads one computes it; it is stored only for those who can't.
 */
final class Light {
  /** Smaller values are stored at next to no cost. */
  private static final int FEW_ELEMENTS = 256;

  /** The operations of all light nodes that depend on each other. */
  private static final int MOST_EFFORT = 6;

  /** The light nodes, with the operations that one takes to compute from memory. */
  private final Map<Expr, Integer> efforts = new HashMap<>();

  boolean isDeferred(Expr node) {
    return efforts.containsKey(node);
  }

  /** Whether a node is light, which is then kept in mind. */
  boolean defers(Expr node, Elementwise op) {
    int size = node.shape().elements();
    if (size < FEW_ELEMENTS || Efforts.of(op) > 2 || Efforts.oneByOne(op)) {
      return false;
    }
    int large = 0;
    int effort = Efforts.of(op);
    for (Expr input : node.inputs().stream().distinct().toList()) {
      Expr base = base(input);
      if (base.shape().elements() == size) {
        large++;
      }
      effort += efforts.getOrDefault(base, 0);
    }
    if (large > 1 || effort > MOST_EFFORT) {
      return false;
    }
    efforts.put(node, effort);
    return true;
  }

  private static Expr base(Expr node) {
    Expr base = node;
    while (base.op() instanceof Broadcast
        || base.op() instanceof Transpose
        || base.op() instanceof Reshape) {
      base = base.input(0);
    }
    return base;
  }
}
