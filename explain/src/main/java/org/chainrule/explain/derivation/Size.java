package org.chainrule.explain.derivation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;

/** How long formulas would be. */
final class Size {
  /** Formulas with more signs are not written out in full. */
  private static final long LONG = 48;

  /** Formulas of tensors on the way are written out in full if they have no more signs. */
  private static final long SHORT = 16;

  private Size() {}

  /** The number of nodes of a graph when what is shared is written again each time. */
  static long of(Expr root) {
    Map<Expr, Long> sizes = new HashMap<>();
    for (Expr node : Expr.inOrder(List.of(root))) {
      long size = 1;
      for (Expr input : node.inputs()) {
        size = Math.min(Integer.MAX_VALUE, size + sizes.getOrDefault(input, 1L));
      }
      sizes.put(node, size);
    }
    return sizes.getOrDefault(root, 1L);
  }

  static boolean isShort(Expr root) {
    return of(root) <= SHORT;
  }

  static boolean isLong(Expr root) {
    return of(root) > LONG;
  }
}
