package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;

/**
 * The rectifier: y = max(x, 0); dy/dx = 1 above 0 and 0 below.
 *
 * @param derivativeAtZero the choice at the kink, 0 or 1; 0 unless the user asks for 1
 */
public record Relu(int derivativeAtZero) implements Unary {
  public Relu {
    if (derivativeAtZero != 0 && derivativeAtZero != 1) {
      throw new IllegalArgumentException("relu'(0) is 0 or 1, not " + derivativeAtZero);
    }
  }

  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.ifLess(x, a.constant(0), a.constant(0), x);
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    Expr zero = Expr.filled(x.shape(), 0);
    return derivativeAtZero == 0
        ? new Compare(Compare.Relation.LESS).of(zero, x)
        : new Compare(Compare.Relation.LESS_OR_EQUAL).of(zero, x);
  }
}
