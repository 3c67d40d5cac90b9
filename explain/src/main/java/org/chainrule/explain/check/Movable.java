package org.chainrule.explain.check;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.chainrule.calculus.Gradient;
import org.chainrule.explain.canonical.CanonicalForm;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;

/**
 * Which parameters gradient descent can ever move from given values, whatever the data: those whose
 * gradient is not zero when all that can't move stands at its first value. Of all others the
 * gradient is zero in canonical form for every value of those that move; so they stay forever, for
 * any step size, in stochastic and in batch descent.
 */
public final class Movable {
  private Movable() {}

  /** The parameters that can move, in the order in which they begin to. */
  public static SequencedSet<Expr> of(
      Expr objective, List<Expr> parameters, Map<Expr, Tensor> start) {
    Map<Expr, Expr> gradients = Gradient.of(objective, parameters);
    SequencedSet<Expr> moving = new LinkedHashSet<>();
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Expr parameter : parameters) {
        if (!moving.contains(parameter)
            && !CanonicalForm.isZero(
                fixed(gradients.getOrDefault(parameter, parameter), parameters, moving, start))) {
          moving.add(parameter);
          grown = true;
        }
      }
    }
    return moving;
  }

  /** A formula with the first values in the place of all parameters that don't move. */
  private static Expr fixed(
      Expr formula, List<Expr> parameters, SequencedSet<Expr> moving, Map<Expr, Tensor> start) {
    Map<Expr, Expr> values = new HashMap<>();
    for (Expr parameter : parameters) {
      Tensor value = start.get(parameter);
      if (!moving.contains(parameter) && value != null) {
        values.put(parameter, Expr.constant(value));
      }
    }
    for (Expr node : Expr.inOrder(List.of(formula))) {
      if (node.inputs().stream().anyMatch(values::containsKey)) {
        values.put(
            node,
            Expr.of(
                node.op(), node.inputs().stream().map(i -> values.getOrDefault(i, i)).toList()));
      }
    }
    return values.getOrDefault(formula, formula);
  }
}
