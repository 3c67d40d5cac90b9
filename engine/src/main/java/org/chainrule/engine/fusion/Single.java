package org.chainrule.engine.fusion;

import java.util.List;
import org.chainrule.graph.Expr;

/** A node that is computed by itself. */
public final class Single extends Work {
  private final Expr node;

  Single(int number, Expr node) {
    super(number);
    this.node = node;
  }

  @Override
  public List<Expr> reads() {
    return node.inputs();
  }

  /** The node. */
  public Expr node() {
    return node;
  }
}
