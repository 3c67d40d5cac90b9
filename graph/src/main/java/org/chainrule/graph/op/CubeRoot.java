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
    T size = a.absolute(x);
    T near = a.power(size, 1 / 3.0);
    // A third is no number of the machine's: a step of Newton's makes roots of cubes exact, but
    // where a cube may lose digits or be too large.
    T square = a.multiply(near, near);
    T error = a.subtract(a.multiply(square, near), size);
    T root = a.subtract(near, a.divide(error, a.multiply(a.constant(3), square)));
    T below = a.ifLess(size, a.constant(1e30), root, near);
    T y = a.ifLess(a.constant(1e-30), size, below, near);
    return a.ifLess(zero, x, y, a.ifLess(x, zero, a.negate(y), x));
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
