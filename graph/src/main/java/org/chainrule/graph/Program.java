package org.chainrule.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.op.Variable;

/**
 * What a {@link Machine} does in one run: compute outputs, then give variables new values.
 *
 * <p>Every new value is computed from the values before the run; they change together at its end.
 *
 * @param outputs the nodes whose values are wanted
 * @param updates the new value of some variables
 */
public record Program(List<Expr> outputs, Map<Expr, Expr> updates) {
  public Program {
    outputs = List.copyOf(outputs);
    updates = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(updates));
    updates.forEach(
        (variable, value) -> {
          if (!(variable.op() instanceof Variable)) {
            throw new IllegalArgumentException("update: " + variable + " is not a variable");
          }
          if (!variable.shape().equals(value.shape())) {
            throw new ShapeException(
                "update: variable %s of shape %s cannot become shape %s",
                variable.op().name(), variable.shape(), value.shape());
          }
        });
  }

  /** A program that only computes. */
  public static Program of(Expr... outputs) {
    return new Program(List.of(outputs), Map.of());
  }

  /** Every node whose value a run needs: the outputs, then the new values. */
  public List<Expr> roots() {
    List<Expr> roots = new ArrayList<>(outputs);
    roots.addAll(updates.values());
    return roots;
  }

  /** The variables that a run reads. */
  public List<Expr> variables() {
    return Expr.inOrder(roots()).stream().filter(e -> e.op() instanceof Variable).toList();
  }
}
