package org.chainrule.engine.rewrite;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Expr;

/**
 * A named rewriting of one loop into graphs that have the same results.
 *
 * @param name what a person calls it
 * @param formula what it does, in writing
 * @param rewrite the results, or empty where the rule does not apply
 */
record LoopRule(String name, String formula, Rewrite rewrite) {
  /** What a rule does. */
  @FunctionalInterface
  interface Rewrite {
    /**
     * The last states and the stacked outputs by other means.
     *
     * @param live the places of the results that anything uses; the others may be anything
     */
    Optional<List<Expr>> apply(Recurrence loop, Set<Integer> live);
  }
}
