package org.chainrule.calculus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;

/** Compares derivatives that are graphs with finite differences of the interpreter's values. */
final class GradientCheck {
  /** The largest difference that passes, relative to the derivative, or absolute below 1. */
  static final double TOLERANCE = 1e-8;

  /** Central differences with this step, its half and its quarter are extrapolated to step 0. */
  private static final double STEP = 0x1p-9;

  /** How many single elements of a variable are checked beside a direction that moves them all. */
  private static final int ELEMENTS = 3;

  /** A way to differentiate a number: {@link Gradient#of(Expr, Collection)}, or a wrong one. */
  interface Differentiation {
    Map<Expr, Expr> of(Expr objective, Collection<Expr> by);
  }

  private final Differentiation differentiation;
  private final Random random = new Random(1);
  private final List<String> faults = new ArrayList<>();

  private GradientCheck(Differentiation differentiation) {
    this.differentiation = differentiation;
  }

  /** What is wrong with the gradient of a random projection of a node. */
  static List<String> first(
      Differentiation differentiation, Expr node, List<Expr> by, Map<Expr, Tensor> at) {
    GradientCheck check = new GradientCheck(differentiation);
    check.compare(check.projection(List.of(node)), by, at);
    return check.faults;
  }

  /** What is wrong with the gradient of a random projection of that gradient. */
  static List<String> second(
      Differentiation differentiation, Expr node, List<Expr> by, Map<Expr, Tensor> at) {
    GradientCheck check = new GradientCheck(differentiation);
    Map<Expr, Expr> gradient = differentiation.of(check.projection(List.of(node)), by);
    check.compare(check.projection(gradient.values()), by, at);
    return check.faults;
  }

  /** Σ ⟨random weights, node⟩. */
  private Expr projection(Collection<Expr> nodes) {
    return nodes.stream()
        .map(node -> Numbers.projection(node, Numbers.random(node.shape(), random)))
        .reduce(Expr.constant(0), Expr::plus);
  }

  private void compare(Expr objective, List<Expr> by, Map<Expr, Tensor> at) {
    List<Tensor> claimed = Interpreter.evaluate(differentiation.of(objective, by).values(), at);
    for (int i = 0; i < by.size(); i++) {
      Expr x = by.get(i);
      int size = x.shape().elements();
      if (size > 0) {
        compare(
            objective,
            x,
            at,
            Numbers.random(x.shape(), random),
            claimed.get(i),
            "along a direction");
      }
      for (int k = 0; size > 1 && k < ELEMENTS; k++) {
        int place = random.nextInt(size);
        double[] unit = new double[size];
        unit[place] = 1;
        compare(objective, x, at, Tensor.of(x.shape(), unit), claimed.get(i), "at place " + place);
      }
    }
  }

  private void compare(
      Expr objective,
      Expr x,
      Map<Expr, Tensor> at,
      Tensor direction,
      Tensor claimed,
      String where) {
    double differences = differences(objective, x, at, direction);
    double graph = Numbers.dot(claimed, direction);
    double error = Math.abs(differences - graph) / Math.max(1, Math.abs(differences));
    if (!(error <= TOLERANCE)) {
      faults.add(
          "by " + x + " " + where + ": graph " + graph + ", finite differences " + differences);
    }
  }

  /** The derivative along a direction, to the sixth order in the step (Richardson). */
  private static double differences(
      Expr objective, Expr x, Map<Expr, Tensor> at, Tensor direction) {
    double coarse = central(objective, x, at, direction, STEP);
    double middle = central(objective, x, at, direction, STEP / 2);
    double fine = central(objective, x, at, direction, STEP / 4);
    double first = (4 * middle - coarse) / 3;
    double second = (4 * fine - middle) / 3;
    return (16 * second - first) / 15;
  }

  private static double central(
      Expr objective, Expr x, Map<Expr, Tensor> at, Tensor direction, double step) {
    return (moved(objective, x, at, direction, step) - moved(objective, x, at, direction, -step))
        / (2 * step);
  }

  private static double moved(
      Expr objective, Expr x, Map<Expr, Tensor> at, Tensor direction, double step) {
    Tensor from = Objects.requireNonNull(at.get(x));
    double[] values = new double[direction.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = from.at(i) + step * direction.at(i);
    }
    Map<Expr, Tensor> there = new HashMap<>(at);
    there.put(x, Tensor.of(x.shape(), values));
    return Interpreter.evaluate(objective, there).item();
  }
}
