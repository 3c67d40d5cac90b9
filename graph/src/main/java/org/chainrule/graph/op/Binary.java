package org.chainrule.graph.op;

import java.util.List;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Shape;

/** A function of two numbers, applied place by place. */
public sealed interface Binary extends Elementwise
    permits Add, Compare, Divide, Maximum, Minimum, Multiply, Subtract {

  /** y = f(a, b). */
  <T> T value(Arithmetic<T> m, T a, T b);

  /** f(a, b) in writing. */
  <F> F notation(Notation<F> notation, F a, F b);

  /** The op applied to operands that {@linkplain Shape#broadcast broadcast}. */
  default Expr of(Expr a, Expr b) {
    Shape common = Shape.broadcast(name(), a.shape(), b.shape());
    return Expr.of(this, a.broadcast(common), b.broadcast(common));
  }

  @Override
  default int arity() {
    return 2;
  }

  @Override
  default <T> T value(Arithmetic<T> m, List<T> inputs) {
    return value(m, inputs.get(0), inputs.get(1));
  }

  @Override
  default <F> F notation(Notation<F> notation, List<F> operands) {
    return notation(notation, operands.get(0), operands.get(1));
  }
}
