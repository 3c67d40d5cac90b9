package org.chainrule.graph.op;

import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Domain;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/**
 * The cube root, of numbers below 0 too: y = ∛x, dy/dx = 1/(3 y²), which is ∞ at 0.
 *
 * <p>It is the number with x's sign of which y³ = x, where the power x^(1/3) has no value below 0.
 */
public record CubeRoot() implements Unary {
  @Override
  public <T> T value(Arithmetic<T> a, T x) {
    T zero = a.constant(0);
    T size = a.power(a.absolute(x), 1 / 3.0);
    return a.ifLess(zero, x, size, a.ifLess(x, zero, a.negate(size), x));
  }

  @Override
  public Expr derivative(Expr x, Expr y) {
    return y.power(-2).dividedBy(3);
  }

  @Override
  public <F> F notation(Notation<F> notation, F x) {
    return notation.cubeRoot(x);
  }

  @Override
  public Domain domain(int input) {
    return Domain.NONZERO;
  }
}
