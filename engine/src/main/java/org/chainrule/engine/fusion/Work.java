package org.chainrule.engine.fusion;

import java.util.BitSet;
import java.util.Collection;
import org.chainrule.graph.Expr;

/**
 * Something that is done at once in a run: a group of fused nodes, or a single node.
 *
 * <p>It knows, also indirectly, the work before it, so that no two wait for each other.
 */
public abstract sealed class Work permits Group, Single {
  private final int number;
  private final BitSet before = new BitSet();

  Work(int number) {
    this.number = number;
  }

  /** Its place among all work, in the order in which it was begun. */
  public final int number() {
    return number;
  }

  /** The nodes that it reads from memory. */
  public abstract Collection<Expr> reads();

  /** The numbers of the work that must be done before it. */
  public final BitSet before() {
    return before;
  }
}
