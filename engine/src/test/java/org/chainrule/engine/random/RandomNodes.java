package org.chainrule.engine.random;

import org.chainrule.graph.Expr;

/** Random nodes of all kinds, made of those of a pool. */
final class RandomNodes {
  private final Dice dice;
  private final RandomElementwise elementwise;
  private final RandomMoves moves;
  private final RandomSums sums;
  private final RandomLoops loops;
  private final boolean innermost;

  /**
   * Nodes for a pool.
   *
   * @param depth in how many loops they are
   */
  RandomNodes(Pool pool, int depth) {
    dice = pool.dice;
    elementwise = new RandomElementwise(pool);
    moves = new RandomMoves(pool);
    sums = new RandomSums(pool);
    loops = new RandomLoops(pool, depth);
    innermost = depth > 1;
  }

  Expr next() {
    return switch (dice.below(15)) {
      case 0, 1, 2 -> elementwise.unary();
      case 3, 4 -> elementwise.binary();
      case 5 -> elementwise.discrete();
      case 6, 7 -> sums.reduce();
      case 8, 9 -> moves.move();
      case 10 -> moves.windows();
      case 11, 12 -> sums.contract();
      case 13 -> sums.rows();
      default -> innermost ? elementwise.unary() : loops.loop();
    };
  }
}
