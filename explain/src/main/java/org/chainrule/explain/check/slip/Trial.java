package org.chainrule.explain.check.slip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/** A few points at which many formulas are evaluated in float64, to see which could be equal. */
final class Trial {
  private static final double TOLERANCE = 1e-8;

  private final List<Map<Expr, Tensor>> points;
  private final Map<Expr, double[]> known = new HashMap<>();

  Trial(List<Map<Expr, Tensor>> points) {
    this.points = List.copyOf(points);
  }

  List<Map<Expr, Tensor>> points() {
    return points;
  }

  /** The elements of a formula at all points, one point after the other. */
  double[] values(Expr formula) {
    return known.computeIfAbsent(formula, f -> values(List.of(f)).getFirst());
  }

  /** The elements of several formulas; what they share is computed once. */
  List<double[]> values(Collection<Expr> formulas) {
    List<List<Tensor>> found = new ArrayList<>();
    for (Map<Expr, Tensor> point : points) {
      found.add(Interpreter.evaluate(formulas, point));
    }
    List<double[]> result = new ArrayList<>();
    for (int i = 0; i < formulas.size(); i++) {
      int place = i;
      result.add(
          found.stream()
              .flatMapToDouble(tensors -> Arrays.stream(tensors.get(place).toArray()))
              .toArray());
    }
    return result;
  }

  /** Whether numbers are equal up to rounding; never where one is not finite, or all are zero. */
  static boolean equal(double[] a, double[] b) {
    if (a.length != b.length) {
      return false;
    }
    double scale = 0;
    for (int i = 0; i < a.length; i++) {
      if (!Double.isFinite(a[i]) || !Double.isFinite(b[i])) {
        return false;
      }
      scale = Math.max(scale, Math.max(Math.abs(a[i]), Math.abs(b[i])));
    }
    for (int i = 0; i < a.length; i++) {
      double size = Math.max(Math.abs(a[i]), Math.abs(b[i]));
      if (Math.abs(a[i] - b[i]) > TOLERANCE * Math.max(size, 1e-4 * scale)) {
        return false;
      }
    }
    return scale > 0;
  }

  /** The differences of the elements. */
  static double[] minus(double[] a, double[] b) {
    double[] result = new double[a.length];
    Arrays.setAll(result, i -> a[i] - b[i]);
    return result;
  }
}
