package org.chainrule.calculus;

import org.chainrule.graph.Expr;

/**
 * Sees the rules that reverse mode applies, as it applies them, and may write a symbol for an
 * adjoint: what explains a derivative shows these very applications.
 */
public interface Recorder {
  /** Sees nothing. */
  Recorder NONE = new Recorder() {};

  /**
   * Every term of ∂J/∂node has been added, and the node's own rule comes next.
   *
   * @param total their sum
   * @return what the node's rule is given for it: the sum, or a symbol that stands for it
   */
  default Expr adjoint(Expr node, Expr total) {
    return total;
  }

  /** The rule of the node's op gave this term of ∂J/∂(input {@code i} of the node). */
  default void term(Expr node, int input, Expr term) {}
}
