package org.chainrule.engine.rewrite;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Lanes;

/** A graph for one step as a graph for all steps at once, under a leading axis of time. */
final class AllSteps {
  private AllSteps() {}

  /**
   * The nodes of a loop's body outside it.
   *
   * @param loop the loop, on whose states the nodes must not depend
   * @param nodes nodes of its body
   * @return one for each node, under a leading axis of time
   */
  static List<Expr> of(Recurrence loop, List<Expr> nodes) {
    Map<Expr, Expr> whole = Recurrence.inputs(loop.invariants());
    return over(loop.steps(), Rebuild.substitute(nodes, whole), Recurrence.inputs(loop.slices()));
  }

  /** The nodes of a loop's body that depend on no slice and no state, outside it. */
  static List<Expr> once(Recurrence loop, List<Expr> nodes) {
    return Rebuild.substitute(nodes, Recurrence.inputs(loop.invariants()));
  }

  private static List<Expr> over(int steps, List<Expr> nodes, Map<Expr, Expr> stacked) {
    Map<Expr, Expr> known = new HashMap<>(stacked);
    for (Expr node : Expr.inOrder(nodes)) {
      boolean differs = node.inputs().stream().anyMatch(known::containsKey);
      if (differs && !known.containsKey(node)) {
        known.put(node, node.op().batch(node, new Steps(steps, node, known)));
      }
    }
    return nodes.stream()
        .map(y -> known.getOrDefault(y, y.broadcast(y.shape().prepend(steps))))
        .toList();
  }

  private record Steps(int size, Expr node, Map<Expr, Expr> known) implements Lanes {
    @Override
    public Expr get(int input) {
      return known.getOrDefault(node.input(input), node.input(input));
    }

    @Override
    public boolean batched(int input) {
      return known.containsKey(node.input(input));
    }

    @Override
    public List<Expr> batch(List<Expr> outputs, Map<Expr, Expr> replacements) {
      return over(size, outputs, replacements);
    }
  }
}
