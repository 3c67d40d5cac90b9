package org.chainrule.graph.op;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.ShapeException;

/**
 * A {@link Loop} as a user writes it, and its results.
 *
 * @param last the states after the last step
 * @param outputs the outputs of every step, stacked along a leading time axis
 */
public record Scan(List<Expr> last, List<Expr> outputs) {

  /** What one step does, written once for all of them. */
  @FunctionalInterface
  public interface Body {
    /** The states after a step and its outputs, from the states before it and its slices. */
    Step step(List<Expr> states, List<Expr> slices);
  }

  /**
   * The results of one step.
   *
   * @param next the states after it
   * @param outputs its outputs
   */
  public record Step(List<Expr> next, List<Expr> outputs) {}

  /**
   * Runs a body along the leading axis of sequences. The body may use any node from outside; what
   * does not depend on states or slices is computed once, before the loop.
   *
   * @throws ShapeException if there is no sequence, or their lengths differ, or a state changes its
   *     shape
   */
  public static Scan of(List<Expr> initial, List<Expr> sequences, Body body) {
    if (sequences.isEmpty()) {
      throw new ShapeException("scan: needs at least one sequence");
    }
    List<Integer> lengths =
        sequences.stream()
            .map(q -> q.shape().rank() == 0 ? -1 : q.shape().size(0))
            .distinct()
            .toList();
    if (lengths.size() != 1 || lengths.getFirst() < 0) {
      throw new ShapeException(
          "scan: sequences of shapes %s have no common leading axis",
          sequences.stream().map(Expr::shape).toList());
    }
    List<Expr> states =
        IntStream.range(0, initial.size())
            .mapToObj(i -> Variable.fresh("state_" + i, initial.get(i).shape()))
            .toList();
    List<Expr> slices =
        IntStream.range(0, sequences.size())
            .mapToObj(i -> sequences.get(i).shape())
            .map(shape -> Variable.fresh("slice", shape.range(1, shape.rank())))
            .toList();
    Step step = body.step(states, slices);

    List<Expr> results = Loop.join(step.next(), step.outputs());
    Map<Expr, Expr> captured = captured(results, Loop.join(states, slices));
    List<Expr> closed = substitute(results, captured);
    int split = step.next().size();
    Loop loop =
        new Loop(
            lengths.getFirst(),
            false,
            states,
            slices,
            List.copyOf(captured.values()),
            closed.subList(0, split),
            closed.subList(split, closed.size()));
    List<Expr> inputs = Loop.join(Loop.join(initial, sequences), List.copyOf(captured.keySet()));
    List<Expr> found = loop.results(Expr.of(loop, inputs));
    return new Scan(found.subList(0, split), found.subList(split, found.size()));
  }

  /** The largest nodes that do not depend on the bound ones, each with a variable for it. */
  private static Map<Expr, Expr> captured(List<Expr> results, List<Expr> bound) {
    Set<Expr> dependent = new HashSet<>(bound);
    List<Expr> order = Expr.inOrder(results);
    for (Expr node : order) {
      if (node.inputs().stream().anyMatch(dependent::contains)) {
        dependent.add(node);
      }
    }
    Set<Expr> used = new HashSet<>(results);
    for (Expr node : order) {
      if (dependent.contains(node)) {
        used.addAll(node.inputs());
      }
    }
    Map<Expr, Expr> captured = new LinkedHashMap<>();
    for (Expr node : order) {
      boolean needed = used.contains(node) && !dependent.contains(node);
      if (needed && Expr.inOrder(List.of(node)).stream().anyMatch(Scan::isVariable)) {
        captured.put(node, Variable.fresh("outer_" + captured.size(), node.shape()));
      }
    }
    return captured;
  }

  private static boolean isVariable(Expr node) {
    return node.op() instanceof Variable;
  }

  private static List<Expr> substitute(List<Expr> results, Map<Expr, Expr> captured) {
    Map<Expr, Expr> replaced = new LinkedHashMap<>(captured);
    for (Expr node : Expr.inOrder(results)) {
      if (!replaced.containsKey(node)) {
        List<Expr> inputs = new ArrayList<>();
        node.inputs().forEach(i -> inputs.add(replaced.getOrDefault(i, i)));
        replaced.put(node, inputs.equals(node.inputs()) ? node : Expr.of(node.op(), inputs));
      }
    }
    return results.stream().map(r -> replaced.getOrDefault(r, r)).toList();
  }
}
