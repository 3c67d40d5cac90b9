package org.chainrule.engine.rewrite;

import java.util.Optional;
import java.util.function.Function;
import org.chainrule.graph.Expr;

/**
 * A named rewriting of one node into an equal graph.
 *
 * <p>Both sides are the same real number; sums may be rounded in another order, and a zero may
 * change its sign.
 *
 * @param name what a person calls it
 * @param formula what it does, in writing
 * @param rewrite the node's replacement, which doesn't contain the node; or empty where the rule
 *     does not apply
 */
public record Rule(String name, String formula, Function<Expr, Optional<Expr>> rewrite) {

  /** The node's replacement, or empty where the rule does not apply. */
  public Optional<Expr> apply(Expr node) {
    return rewrite.apply(node);
  }
}
