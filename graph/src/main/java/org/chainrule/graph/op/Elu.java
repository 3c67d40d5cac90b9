package org.chainrule.graph.op;

import java.util.List;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * The exponential linear unit: y = x above 0 and α (eˣ − 1) below; dy/dx = 1 above 0, y + α at 0
 * and below (Clevert et al. 2016).
 *
 * @param alpha minus the limit at −∞, 1 by custom
 */
public record Elu(double alpha) implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    return a.ifLess(a.constant(0), x, x, a.multiply(a.constant(alpha), a.expm1(x)));
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    Expr right = new Compare(Compare.Relation.LESS).of(Expr.filled(x.shape(), 0), x);
    return Select.of(right, Expr.constant(1), y.plus(alpha));
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.call(name() + "[" + alpha + "]", List.of(x));
  }
}
