package org.chainrule.calculus;

import java.util.Optional;
import java.util.function.Function;
import org.chainrule.graph.Expr;

/**
 * A named rewriting of one node into an equal, simpler graph.
 *
 * @param name what a person calls it
 * @param formula what it does, in writing
 * @param assumes when both sides are equal, or "" if always
 * @param rewrite the node's replacement, or empty where the rule does not apply
 */
public record Rule(
    String name, String formula, String assumes, Function<Expr, Optional<Expr>> rewrite) {

  /** The node's replacement, or empty where the rule does not apply. */
  public Optional<Expr> apply(Expr node) {
    return rewrite.apply(node);
  }
}
