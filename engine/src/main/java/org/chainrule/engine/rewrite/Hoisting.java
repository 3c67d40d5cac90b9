package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.chainrule.engine.rewrite.Recurrence.Bound;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.Variable;

/** Rules that compute before a loop what doesn't depend on its states. */
final class Hoisting {
  static final List<LoopRule> ALL =
      List.of(
          new LoopRule("same in every step", "computed once, before the loop", Hoisting::same),
          new LoopRule(
              "output without states", "computed for all steps at once", Hoisting::outputs),
          new LoopRule(
              "product without states", "computed for all steps at once", Hoisting::products));

  private Hoisting() {}

  /** What depends on invariants only, unless it merely moves them. */
  private static Optional<List<Expr>> same(Recurrence loop, Set<Integer> live) {
    Map<Expr, Dependence> dependence = Dependence.of(loop);
    Set<Expr> found =
        uppermost(
            loop,
            node ->
                dependence.get(node) == Dependence.INVARIANT && !(node.op() instanceof Variable),
            node -> false);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Expr> nodes = List.copyOf(found);
    List<Expr> outside = AllSteps.once(loop, nodes);
    List<Bound> invariants = new ArrayList<>(loop.invariants());
    Map<Expr, Expr> variables = bind("same", nodes, outside, invariants);
    return Optional.of(loop.withInvariants(invariants).substituted(variables).results());
  }

  /** Outputs that need no loop. */
  private static Optional<List<Expr>> outputs(Recurrence loop, Set<Integer> live) {
    Map<Expr, Dependence> dependence = Dependence.of(loop);
    List<Expr> hoisted =
        loop.emitted().stream()
            .filter(e -> dependence.getOrDefault(e, Dependence.NOTHING).outside())
            .distinct()
            .toList();
    if (hoisted.isEmpty()) {
      return Optional.empty();
    }
    List<Expr> outside = AllSteps.of(loop, hoisted);
    List<Expr> kept = loop.emitted().stream().filter(e -> !hoisted.contains(e)).toList();
    List<Expr> found = new ArrayList<>(loop.withEmitted(kept).results());
    int s = loop.states().size();
    List<Expr> results = new ArrayList<>(found.subList(0, s));
    List<Expr> left = new ArrayList<>(found.subList(s, found.size()));
    for (Expr e : loop.emitted()) {
      int place = hoisted.indexOf(e);
      results.add(place < 0 ? left.removeFirst() : outside.get(place));
    }
    return Optional.of(results);
  }

  /** What depends on slices, not on states, and is faster for all steps at once. */
  private static Optional<List<Expr>> products(Recurrence loop, Set<Integer> live) {
    Map<Expr, Dependence> dependence = Dependence.of(loop);
    Map<Expr, Integer> sizes = Effort.batchableSizes(loop.roots());
    Set<Expr> found =
        uppermost(
            loop,
            node -> dependence.get(node) == Dependence.SLICE && sizes.containsKey(node),
            node -> node.shape().elements() > sizes.getOrDefault(node, 0));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    List<Expr> nodes = List.copyOf(found);
    List<Expr> outside = AllSteps.of(loop, nodes);
    List<Bound> slices = new ArrayList<>(loop.slices());
    Map<Expr, Expr> variables = bind("hoisted", nodes, outside, slices);
    return Optional.of(loop.withSlices(slices).substituted(variables).results());
  }

  /** The variables by which the body knows what was computed outside. */
  static Map<Expr, Expr> bind(
      String name, List<Expr> nodes, List<Expr> outside, List<Bound> bound) {
    Map<Expr, Expr> variables = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      Expr variable = Variable.fresh(name, nodes.get(i).shape());
      variables.put(nodes.get(i), variable);
      bound.add(new Bound(variable, outside.get(i)));
    }
    return variables;
  }

  /**
   * The nodes of a kind that are used by nodes of another kind or are results, directly or through
   * what stays in the loop: moves and what else is said.
   */
  private static Set<Expr> uppermost(Recurrence loop, Predicate<Expr> kind, Predicate<Expr> stays) {
    List<Expr> open = new ArrayList<>(loop.roots());
    Collection<Expr> all = Expr.inOrder(loop.roots());
    all.stream().filter(node -> !kind.test(node)).forEach(node -> open.addAll(node.inputs()));
    Set<Expr> seen = new HashSet<>();
    Set<Expr> found = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      Expr node = open.removeLast();
      if (!kind.test(node) || !seen.add(node)) {
        continue;
      }
      if (node.op() instanceof Move || stays.test(node)) {
        open.addAll(node.inputs());
      } else {
        found.add(node);
      }
    }
    return found;
  }
}
