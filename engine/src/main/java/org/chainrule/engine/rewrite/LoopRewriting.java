package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Slice;

/** Rewriting of the loops of a graph, those inside others after them, until nothing changes. */
final class LoopRewriting {
  /** The rules for single loops, in the order in which they are tried. */
  static final List<LoopRule> RULES = rules();

  private final BottomUp simplifying;
  private final Applied applied;

  LoopRewriting(BottomUp simplifying, Applied applied) {
    this.simplifying = simplifying;
    this.applied = applied;
  }

  private static List<LoopRule> rules() {
    List<LoopRule> rules = new ArrayList<>(TidyRules.ALL);
    rules.add(Accumulating.RULE);
    rules.add(Sinking.RULE);
    rules.add(Splitting.RULE);
    rules.addAll(Hoisting.ALL);
    return List.copyOf(rules);
  }

  List<Expr> of(List<Expr> roots) {
    List<Expr> current = simplifying.of(roots);
    while (!loops(current).isEmpty()) {
      List<Expr> before = current;
      current = replace(current, Merging.of(loops(current), applied));
      current = saving(current);
      for (LoopRule rule : RULES) {
        current = applied(rule, current);
      }
      current = insideLoops(current);
      if (current.equals(before)) {
        return current;
      }
    }
    return current;
  }

  private static List<Expr> loops(List<Expr> roots) {
    return Expr.inOrder(roots).stream().filter(node -> node.op() instanceof Loop).toList();
  }

  private List<Expr> replace(List<Expr> roots, Map<Expr, Expr> replaced) {
    return replaced.isEmpty() ? roots : simplifying.of(Rebuild.replace(roots, replaced));
  }

  private List<Expr> saving(List<Expr> roots) {
    List<Expr> current = roots;
    while (true) {
      Map<Expr, Expr> replaced = Saving.of(loops(current), applied);
      if (replaced.isEmpty()) {
        return current;
      }
      current = replace(current, replaced);
    }
  }

  private List<Expr> applied(LoopRule rule, List<Expr> roots) {
    Map<Expr, Set<Integer>> live = live(roots);
    Map<Expr, Expr> replaced = new HashMap<>();
    live.forEach(
        (node, places) ->
            rule.rewrite()
                .apply(Recurrence.of(node), places)
                .ifPresent(
                    results -> {
                      replaced.put(node, Recurrence.pack(results));
                      applied.add(rule.name());
                    }));
    return replace(roots, replaced);
  }

  /** Which results of every loop are used. */
  private static Map<Expr, Set<Integer>> live(List<Expr> roots) {
    Map<Expr, Set<Integer>> live = new HashMap<>();
    for (Expr node : Expr.inOrder(roots)) {
      if (node.op() instanceof Loop) {
        live.put(node, new HashSet<>());
      }
      for (Expr input : node.inputs()) {
        if (input.op() instanceof Loop && node.op() instanceof Slice part) {
          read(input, part.from().getFirst(), part.to().getFirst(), live);
        } else if (input.op() instanceof Loop) {
          read(input, 0, input.shape().elements(), live);
        }
      }
    }
    roots.stream()
        .filter(root -> root.op() instanceof Loop)
        .forEach(root -> read(root, 0, root.shape().elements(), live));
    return live;
  }

  private static void read(Expr loop, int from, int to, Map<Expr, Set<Integer>> live) {
    int start = 0;
    int place = 0;
    for (Shape shape : Recurrence.of(loop).resultShapes()) {
      int end = start + shape.elements();
      if (Math.max(start, from) < Math.min(end, to)) {
        live.computeIfAbsent(loop, k -> new HashSet<>()).add(place);
      }
      start = end;
      place++;
    }
  }

  private List<Expr> insideLoops(List<Expr> roots) {
    Map<Expr, Expr> replaced = new HashMap<>();
    for (Expr node : loops(roots)) {
      Recurrence loop = Recurrence.of(node);
      if (!loops(loop.roots()).isEmpty()) {
        Expr rewritten = loop.withRoots(of(loop.roots())).node();
        if (!rewritten.equals(node)) {
          replaced.put(node, rewritten);
        }
      }
    }
    return replace(roots, replaced);
  }
}
