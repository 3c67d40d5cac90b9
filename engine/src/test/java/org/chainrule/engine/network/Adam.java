package org.chainrule.engine.network;

import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.select;

import java.util.LinkedHashMap;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Expm1;
import org.chainrule.graph.op.ScatterAdd;

/** The updates of Adam; a table that is read by row number is changed in the rows read only. */
public final class Adam {
  private static final double RATE = 0.01;
  private static final double MEAN = 0.9;
  private static final double SQUARE = 0.999;
  private static final double EPSILON = 1e-8;

  private Adam() {}

  /** The new values of the parameters with these gradients, of their companions and of the time. */
  public static Map<Expr, Expr> updates(Map<Expr, Expr> gradients) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    Expr time = Expr.variable("time");
    Expr next = time.plus(1);
    updates.put(time, next);
    Expr rate = Expr.constant(RATE).dividedBy(oneMinusPower(MEAN, next));
    Expr correction = oneMinusPower(SQUARE, next);
    gradients.forEach(
        (parameter, gradient) -> {
          Expr mean = companion(parameter, "mean");
          Expr square = companion(parameter, "square");
          Expr nextMean = mean.times(MEAN).plus(gradient.times(1 - MEAN));
          Expr nextSquare = square.times(SQUARE).plus(gradient.power(2).times(1 - SQUARE));
          Expr root = nextSquare.dividedBy(correction).power(0.5).plus(EPSILON);
          Expr moved = parameter.minus(nextMean.times(rate).dividedBy(root));
          updates.put(mean, touched(gradient, nextMean, mean));
          updates.put(square, touched(gradient, nextSquare, square));
          updates.put(parameter, touched(gradient, moved, parameter));
        });
    return updates;
  }

  private static Expr companion(Expr parameter, String name) {
    return Expr.variable(parameter.op().name() + "." + name, parameter.shape());
  }

  /** 1 − βᵗ. */
  private static Expr oneMinusPower(double beta, Expr time) {
    return Expr.of(new Expm1(), time.times(Math.log(beta))).negate();
  }

  /** The new value, in the rows that a gradient of a table names. */
  private static Expr touched(Expr gradient, Expr value, Expr old) {
    if (!(gradient.op() instanceof ScatterAdd op)) {
      return value;
    }
    Expr numbers = gradient.input(0);
    Expr count = ScatterAdd.of(op.rows(), numbers, Expr.filled(numbers.shape(), 1));
    return select(less(Expr.constant(0), count).reshape(op.rows(), 1), value, old);
  }
}
