package org.chainrule.engine.rewrite;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Variable;

/** On what the nodes of a loop's body depend, the strongest first. */
enum Dependence {
  /** On a state: different in every step, and known only in it. */
  STATE,
  /** On a slice: different in every step, but known before the loop. */
  SLICE,
  /** On invariants only: the same in every step. */
  INVARIANT,
  /** On nothing: a constant. */
  NOTHING;

  /** The dependence of every node of a body. */
  static Map<Expr, Dependence> of(Recurrence loop) {
    return of(loop, loop.roots());
  }

  static Map<Expr, Dependence> of(Recurrence loop, Collection<Expr> roots) {
    Map<Expr, Dependence> known = new HashMap<>();
    loop.states().forEach(state -> known.put(state.variable(), STATE));
    loop.slices().forEach(slice -> known.put(slice.variable(), SLICE));
    loop.invariants().forEach(invariant -> known.put(invariant.variable(), INVARIANT));
    for (Expr node : Expr.inOrder(roots)) {
      if (!(node.op() instanceof Variable)) {
        known.put(
            node,
            node.inputs().stream().map(known::get).min(Dependence::compareTo).orElse(NOTHING));
      }
    }
    return known;
  }

  /** Whether the value is known without running the loop. */
  boolean outside() {
    return this != STATE;
  }

  /** Whether the value is the same in every step. */
  boolean same() {
    return this == INVARIANT || this == NOTHING;
  }
}
