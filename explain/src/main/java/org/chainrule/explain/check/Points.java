package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Move;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Variable;

/**
 * Points at which formulas are tried: values for all of their variables, of few digits, drawn in
 * turn from ranges that suit different domains: small, moderate, positive, large, and near the
 * numbers that stand in the formulas. Row numbers are whole.
 */
final class Points {
  private static final double DIGITS = 1e4;
  private static final double FINE_DIGITS = 1e8;
  private static final int MOST_PLACES = 9;
  private static final double NEARBY = 1e-3;

  private final List<Expr> variables;
  private final Map<Expr, Integer> rows = new HashMap<>();
  private final List<Double> landmarks = new ArrayList<>();
  private final SplittableRandom random;
  private int drawn;

  Points(Collection<Expr> formulas, long seed) {
    List<Expr> order = Expr.inOrder(formulas);
    this.variables = order.stream().filter(node -> node.op() instanceof Variable).toList();
    this.random = new SplittableRandom(seed);
    for (Expr node : order) {
      switch (node.op()) {
        case Gather _ -> rows(node.input(1), node.input(0).shape().size(0));
        case ScatterAdd op -> rows(node.input(0), op.rows());
        case Constant c when c.shape().rank() == 0 -> landmarks.add(c.value().item());
        default -> {}
      }
    }
  }

  /** The variables that read row numbers are drawn as such. */
  private void rows(Expr numbers, int count) {
    Set<Expr> open = new HashSet<>(Set.of(numbers));
    while (!open.isEmpty()) {
      Expr node = open.iterator().next();
      open.remove(node);
      if (node.op() instanceof Variable) {
        rows.merge(node, count, Math::min);
      } else if (node.op() instanceof Move) {
        open.addAll(node.inputs());
      }
    }
  }

  List<Expr> variables() {
    return variables;
  }

  boolean isRow(Expr variable) {
    return rows.containsKey(variable);
  }

  /** Zero and the numbers that stand in the formulas, of both signs. */
  List<Double> places() {
    return Stream.concat(
            Stream.of(0.0),
            landmarks.stream().filter(Double::isFinite).flatMap(n -> Stream.of(n, -n)))
        .map(number -> number + 0.0)
        .distinct()
        .limit(MOST_PLACES)
        .toList();
  }

  /** The next point. */
  Map<Expr, Tensor> next() {
    int range = drawn++ % 8;
    Map<Expr, Tensor> point = new LinkedHashMap<>();
    for (Expr variable : variables) {
      double[] values = new double[variable.shape().elements()];
      int sign = random.nextInt(2) * 2 - 1;
      for (int i = 0; i < values.length; i++) {
        Integer count = rows.get(variable);
        values[i] =
            count != null ? random.nextInt(count) : Math.rint(draw(range, sign) * DIGITS) / DIGITS;
      }
      point.put(variable, Tensor.of(variable.shape(), values));
    }
    return point;
  }

  /** The next point for a narrow domain: beside one of those in it, or near 0 if none is known. */
  Map<Expr, Tensor> next(List<Map<Expr, Tensor>> inside) {
    double size = Math.pow(10, -random.nextDouble(0, 4));
    return inside.isEmpty()
        ? changed(next(), value -> fine(value * size))
        : changed(
            inside.get(random.nextInt(inside.size())),
            value -> fine(value * (1 + size * random.nextDouble(-1, 1))));
  }

  private static double fine(double value) {
    return Math.rint(value * FINE_DIGITS) / FINE_DIGITS;
  }

  /** A point near another one; row numbers are the same. */
  Map<Expr, Tensor> near(Map<Expr, Tensor> point) {
    return changed(
        point,
        value -> value + random.nextDouble(NEARBY / 2, NEARBY) * (random.nextBoolean() ? 1 : -1));
  }

  /** A point of whole numbers other than zero; row numbers are the same. */
  Map<Expr, Tensor> whole(Map<Expr, Tensor> point) {
    return changed(point, value -> Math.copySign(Math.max(1, Math.rint(Math.abs(value))), value));
  }

  private Map<Expr, Tensor> changed(Map<Expr, Tensor> point, DoubleUnaryOperator change) {
    Map<Expr, Tensor> changed = new LinkedHashMap<>();
    point.forEach(
        (variable, value) ->
            changed.put(
                variable,
                isRow(variable)
                    ? value
                    : Tensor.of(
                        value.shape(), Arrays.stream(value.toArray()).map(change).toArray())));
    return changed;
  }

  /** A point in writing. */
  static String written(Map<Expr, Tensor> point) {
    return point.entrySet().stream()
        .map(entry -> entry.getKey().op().name() + " = " + ValueText.of(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private double draw(int range, int sign) {
    return switch (range) {
      case 0 -> random.nextDouble(-2, 2);
      case 1 -> random.nextDouble(0.1, 2);
      case 2 -> random.nextDouble(-1, 1);
      case 3 -> random.nextDouble(-5, 5);
      case 4 -> sign * random.nextDouble(0.2, 3);
      case 5 -> random.nextDouble(0.05, 0.95);
      case 6 -> near();
      default -> sign * Math.exp(random.nextDouble(-3, 4));
    };
  }

  private double near() {
    double landmark = landmarks.isEmpty() ? 0 : landmarks.get(random.nextInt(landmarks.size()));
    double side = random.nextBoolean() ? landmark : -landmark;
    return (Double.isFinite(side) ? side : 0) + random.nextDouble(-1, 1);
  }
}
