package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.check.slip.Slip.Kind;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Elementwise;

/**
 * A derivative with a mistake at one edge of the objective's graph: the local derivative of this
 * edge left out, of the wrong sign, or replaced by the function itself; or the whole path left out.
 *
 * <p>The derivative is linear in what passes an edge. So the edited one is the true one plus what
 * comes from the difference at the edge, pulled back from there.
 */
final class ChainEdits {
  private static final int MOST_EDGES = 150;

  private ChainEdits() {}

  static List<Candidate> of(Expr truth, Task.Derivative derivative, Wording wording) {
    Expr by = derivative.by();
    List<Expr> order = Expr.inOrder(List.of(derivative.objective()));
    Set<Expr> dependent = new HashSet<>(Set.of(by));
    for (Expr node : order) {
      if (node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
      }
    }
    List<Expr> inner = order.stream().filter(dependent::contains).toList();
    Map<Expr, Expr> adjoints = adjoints(derivative.objective(), inner);
    List<Candidate> candidates = new ArrayList<>();
    int edges = 0;
    for (Expr node : inner.reversed()) {
      Expr adjoint = adjoints.get(node);
      if (!(node.op() instanceof Elementwise op) || node.equals(by) || adjoint == null) {
        continue;
      }
      for (int i = 0; i < node.inputs().size() && edges < MOST_EDGES; i++) {
        Optional<Expr> partial = op.partial(node, i);
        if (dependent.contains(node.input(i)) && partial.isPresent()) {
          edges++;
          Edge edge = new Edge(truth, by, node, node.input(i), adjoint, partial.get());
          candidates.addAll(edge.edits(wording));
        }
      }
    }
    return candidates;
  }

  private static Map<Expr, Expr> adjoints(Expr objective, List<Expr> nodes) {
    List<Expr> found = Gradient.pullback(List.of(objective), List.of(Expr.constant(1)), nodes);
    Map<Expr, Expr> adjoints = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      adjoints.put(nodes.get(i), found.get(i));
    }
    return adjoints;
  }

  private record Edge(Expr truth, Expr by, Expr node, Expr input, Expr adjoint, Expr partial) {
    List<Candidate> edits(Wording wording) {
      Expr term = adjoint.times(partial);
      Supplier<String> local = () -> wording.of(partial);
      return List.of(
          with(
              Kind.NOT_DIFFERENTIATED,
              () ->
                  wording.writtenOut(node)
                      + " stands in the place of its derivative "
                      + local.get(),
              adjoint.times(node).minus(term)),
          with(
              Kind.MISSING_FACTOR,
              () -> "the factor " + local.get() + " of the chain rule is missing",
              adjoint.minus(term)),
          with(
              Kind.SIGN,
              () ->
                  "the derivative of "
                      + wording.writtenOut(node)
                      + " by "
                      + wording.of(input)
                      + " has the wrong sign",
              term.times(-2)),
          with(
              Kind.MISSING_TERM,
              () ->
                  "what passes through "
                      + wording.of(input)
                      + " in "
                      + wording.writtenOut(node)
                      + " is missing",
              term.negate()),
          with(
              Kind.EXTRA_FACTOR,
              () -> "the factor " + local.get() + " stands twice",
              term.times(partial).minus(term)));
    }

    private Candidate with(Kind kind, Supplier<String> detail, Expr difference) {
      Expr change =
          input.equals(by)
              ? difference
              : Gradient.pullback(List.of(input), List.of(difference), List.of(by)).getFirst();
      return new Candidate(kind, detail, truth, truth.plus(change));
    }
  }
}
