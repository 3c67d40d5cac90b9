package org.chainrule.calculus;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Variable;

/**
 * The Jacobian ∂y/∂x of a tensor by a tensor, as a graph: its axes are those of y, then those of x.
 *
 * <p>One pull-back for a single element of y, vectorised over all of them and simplified by {@link
 * Rules}.
 */
public final class Jacobian {
  private Jacobian() {}

  /** ∂y/∂x of shape [y's axes…, x's axes…]. */
  public static Expr of(Expr y, Expr x) {
    int count = y.shape().elements();
    Expr direction = Variable.fresh("direction", y.shape());
    Expr row = Gradient.pullback(List.of(y), List.of(direction), List.of(x)).getFirst();
    Expr units = Expr.constant(identity(count)).reshape(y.shape().prepend(count));
    Expr rows = Vectorize.over(List.of(row), Map.of(direction, units)).getFirst();
    return Simplify.of(rows.reshape(y.shape().concat(x.shape())));
  }

  /** The matrix of second derivatives of a number: shape [x's axes…, x's axes…]. */
  public static Expr hessian(Expr objective, Expr x) {
    return of(Gradient.by(objective, x), x);
  }

  private static Tensor identity(int size) {
    double[] values = new double[size * size];
    for (int i = 0; i < size; i++) {
      values[i * size + i] = 1;
    }
    return Tensor.of(Shape.of(size, size), values);
  }
}
