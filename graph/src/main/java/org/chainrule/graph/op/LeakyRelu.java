package org.chainrule.graph.op;

import java.util.List;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * The leaky rectifier: y = x above 0 and slope · x below; dy/dx = 1 above 0, slope at 0 and below.
 *
 * @param slope the slope of the left branch, 0.01 by custom
 */
public record LeakyRelu(double slope) implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.ifLess(a.constant(0), x, x, a.multiply(a.constant(slope), x));
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    Expr right = new Compare(Compare.Relation.LESS).of(Expr.filled(x.shape(), 0), x);
    return Select.of(right, Expr.constant(1), Expr.constant(slope));
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.call(name() + "[" + slope + "]", List.of(x));
  }
}
