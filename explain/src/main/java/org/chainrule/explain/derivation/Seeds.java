package org.chainrule.explain.derivation;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.graph.Expr;

/**
 * What the graphs of a Jacobian's derivation are linear in.
 *
 * @param units what ∂y/∂y = I stands for in writing: the direction that y is pulled back along
 * @param jacobians vᵀ ∂y/∂u of later quantities u, each with the symbol of ∂y/∂u
 */
record Seeds(Set<Expr> units, Map<Expr, Expr> jacobians) {
  /** The direction alone. */
  static Seeds of(Expr direction) {
    return new Seeds(Set.of(direction), Map.of());
  }

  /** Whether a graph depends on any. */
  boolean isUnder(Expr node) {
    return Expr.inOrder(List.of(node)).stream()
        .anyMatch(below -> units.contains(below) || jacobians.containsKey(below));
  }
}
