package org.chainrule.explain.formula;

import java.util.List;
import org.chainrule.graph.Expr;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Variable;

/**
 * The value of a formula: a number, a vector, a matrix or a tensor of more axes.
 *
 * @param value the expression; a vector has one axis
 * @param row whether a vector lies, as wᵀ does; as mathematics writes, it stands otherwise
 */
record Term(Expr value, boolean row) {
  static Term of(Expr value) {
    return new Term(value, false);
  }

  int rank() {
    return value.shape().rank();
  }

  boolean isNumber() {
    return rank() == 0;
  }

  /** Whether the value depends on no variable. */
  boolean isConstant() {
    return isConstant(Sizes.NONE);
  }

  /** Whether the value depends on nothing but sizes. */
  boolean isConstant(Sizes sizes) {
    return Expr.inOrder(List.of(value)).stream()
        .allMatch(e -> !(e.op() instanceof Variable) || sizes.symbols().containsValue(e));
  }

  /** The number that a constant is. */
  double number() {
    return number(Sizes.NONE);
  }

  /** The number that a constant is where sizes are their numbers. */
  double number(Sizes sizes) {
    return Interpreter.evaluate(value, sizes.values()).item();
  }
}
