package org.chainrule.learn.optimizer;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.learn.network.Parameter;

/** A bound on gradients, put on them before the optimiser sees them; a graph. */
public sealed interface Clipping {
  /** The gradients within the bound. */
  Map<Parameter, Expr> apply(Map<Parameter, Expr> gradients);

  /**
   * All gradients times min(1, c/(‖g‖ + 10⁻⁶)), where ‖g‖ is the root of the sum of squares over
   * all of them (Pascanu, Mikolov, Bengio 2013; the small number is PyTorch's).
   *
   * @param most c
   */
  record ByNorm(double most) implements Clipping {
    private static final double TINY = 1e-6;

    public ByNorm {
      Optimizer.require("largest norm", most, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
    }

    @Override
    public Map<Parameter, Expr> apply(Map<Parameter, Expr> gradients) {
      Expr squares =
          gradients.values().stream()
              .map(g -> g.power(2).sum())
              .reduce(Expr::plus)
              .orElse(Expr.constant(0));
      Expr share =
          Functions.minimum(
              Expr.constant(1), Expr.constant(most).dividedBy(squares.power(0.5).plus(TINY)));
      Map<Parameter, Expr> clipped = new LinkedHashMap<>();
      gradients.forEach((parameter, gradient) -> clipped.put(parameter, gradient.times(share)));
      return clipped;
    }
  }

  /**
   * Every element of a gradient moved into [−c, c].
   *
   * @param most c
   */
  record ByValue(double most) implements Clipping {
    public ByValue {
      Optimizer.require("largest value", most, Double.MIN_VALUE, Double.POSITIVE_INFINITY);
    }

    @Override
    public Map<Parameter, Expr> apply(Map<Parameter, Expr> gradients) {
      Map<Parameter, Expr> clipped = new LinkedHashMap<>();
      gradients.forEach(
          (parameter, gradient) ->
              clipped.put(
                  parameter,
                  Functions.maximum(
                      Expr.filled(gradient.shape(), -most),
                      Functions.minimum(Expr.filled(gradient.shape(), most), gradient))));
      return clipped;
    }
  }
}
