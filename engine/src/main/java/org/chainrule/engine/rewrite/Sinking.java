package org.chainrule.engine.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.chainrule.engine.rewrite.Recurrence.Bound;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Contract;

/**
 * An output that is made by a contraction the states don't need is computed after the loop, for all
 * steps at once, from what the loop emits in its stead.
 */
final class Sinking {
  static final LoopRule RULE =
      new LoopRule(
          "product for an output", "computed for all steps after the loop", Sinking::apply);

  private Sinking() {}

  private static Optional<List<Expr>> apply(Recurrence loop, Set<Integer> live) {
    Set<Expr> needed = new HashSet<>(Expr.inOrder(loop.next()));
    Set<Expr> sunk = new HashSet<>();
    for (Expr node : Expr.inOrder(loop.emitted())) {
      boolean product =
          node.op() instanceof Contract || node.inputs().stream().anyMatch(sunk::contains);
      if (product && !needed.contains(node)) {
        sunk.add(node);
      }
    }
    if (loop.emitted().stream().noneMatch(sunk::contains)) {
      return Optional.empty();
    }
    Map<Expr, Dependence> dependence = Dependence.of(loop);
    Set<Expr> emitted = new LinkedHashSet<>();
    loop.emitted().stream().filter(e -> !sunk.contains(e)).forEach(emitted::add);
    for (Expr node : Expr.inOrder(loop.emitted())) {
      if (sunk.contains(node)) {
        node.inputs().stream()
            .filter(i -> !sunk.contains(i) && dependence.get(i) == Dependence.STATE)
            .forEach(emitted::add);
      }
    }
    return Optional.of(results(loop, List.copyOf(emitted)));
  }

  /** The results with these outputs from the loop and the others from them. */
  private static List<Expr> results(Recurrence loop, List<Expr> emitted) {
    int s = loop.states().size();
    List<Expr> found = loop.withEmitted(emitted).results();
    List<Bound> slices = new ArrayList<>(loop.slices());
    Map<Expr, Expr> variables =
        new HashMap<>(Hoisting.bind("emitted", emitted, found.subList(s, found.size()), slices));
    List<Expr> after = Rebuild.substitute(loop.emitted(), variables);
    List<Expr> results = new ArrayList<>(found.subList(0, s));
    results.addAll(AllSteps.of(loop.withSlices(slices), after));
    return results;
  }
}
