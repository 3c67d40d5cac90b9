package org.chainrule.engine.fusion;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.rewrite.Rewrites;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Op;

/**
 * The work that a graph becomes.
 *
 * @param roots the rewritten graph
 */
record Fused(List<Expr> roots, Fusion fusion) {
  static Fused of(Expr... nodes) {
    return of(Arrays.asList(nodes));
  }

  static Fused of(List<Expr> nodes) {
    List<Expr> roots = Rewrites.of(Simplify.of(nodes)).roots();
    return new Fused(roots, Fusion.of(roots));
  }

  Group group(int root) {
    return (Group) fusion.home(roots.get(root));
  }

  /** The groups that have a node of this op. */
  List<Group> groupsWith(Class<? extends Op> op) {
    return fusion.works().stream()
        .filter(work -> work instanceof Group)
        .map(work -> (Group) work)
        .filter(group -> group.members().stream().anyMatch(node -> op.isInstance(node.op())))
        .toList();
  }

  /** Whether a node of this op is in memory. */
  boolean stores(Class<? extends Op> op) {
    return Expr.inOrder(roots).stream()
        .anyMatch(node -> op.isInstance(node.op()) && fusion.isStored(node));
  }

  /**
   * What is wrong with the order of the work: a node that is read before it is computed, or is not
   * in memory, or work that is missing.
   */
  Set<String> mistakes() {
    Set<String> mistakes = new HashSet<>();
    Set<Expr> done = new HashSet<>();
    List<Work> order = fusion.inOrder();
    for (Work work : order) {
      for (Expr read : work.reads()) {
        for (Expr source : fusion.sources(read)) {
          if (!done.contains(source) || !fusion.isStored(source)) {
            mistakes.add(read + " is read too early or not stored");
          }
        }
      }
      switch (work) {
        case Single single -> done.add(single.node());
        case Group group -> done.addAll(group.members());
      }
    }
    if (!new HashSet<>(order).equals(new HashSet<>(fusion.works()))) {
      mistakes.add("work is missing");
    }
    for (Expr root : roots) {
      if (!done.containsAll(fusion.sources(root))) {
        mistakes.add(root + " is not computed");
      }
    }
    return mistakes;
  }
}
