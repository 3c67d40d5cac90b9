package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Variable;

/**
 * The nodes that a random graph has so far, about how large their values are, and values for its
 * variables.
 */
final class Pool {
  private static final String ROWS = "rows";
  private static final double[] EXTREMES = {0, -0.0, 1e-30f, -1e-41f, 1e5f, -3e4f, 1, -1e-3f};
  private static final double[] WILD = {
    Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN, 0, 1
  };

  final Dice dice;
  private final int largest;
  private final boolean wild;
  private final List<Expr> nodes = new ArrayList<>();
  private final Map<Expr, Tensor> values;
  private final Map<Expr, Double> bounds;

  private Pool(
      Dice dice, int largest, boolean wild, Map<Expr, Tensor> values, Map<Expr, Double> bounds) {
    this.dice = dice;
    this.largest = largest;
    this.wild = wild;
    this.values = values;
    this.bounds = bounds;
  }

  /**
   * A pool without nodes.
   *
   * @param largest the most elements of a node
   * @param wild whether some values are infinite or no numbers
   */
  static Pool empty(Dice dice, int largest, boolean wild) {
    return new Pool(dice, largest, wild, new LinkedHashMap<>(), new HashMap<>());
  }

  /** The pool of a loop's body, which adds its variables to those of this one. */
  Pool inner() {
    return new Pool(dice, Math.min(largest, 200), wild, values, bounds);
  }

  int largest() {
    return largest;
  }

  List<Expr> nodes() {
    return nodes;
  }

  Map<Expr, Tensor> values() {
    return values;
  }

  /** Whether a variable holds row numbers, which stay what they are. */
  static boolean holdsRows(Expr variable) {
    return variable.op().name().startsWith(ROWS);
  }

  void add(Expr node) {
    nodes.add(node);
  }

  Expr pick() {
    return dice.of(nodes);
  }

  List<Expr> ofSameShape(Shape shape) {
    return nodes.stream().filter(node -> node.shape().equals(shape)).toList();
  }

  /** The node, of whose values these are the largest. */
  Expr known(Expr node, double bound) {
    bounds.putIfAbsent(node, bound);
    return node;
  }

  double bound(Expr node) {
    return bounds.getOrDefault(node, 1e3);
  }

  /** The node, or a multiple of it that stays within a bound. */
  Expr within(double limit, Expr node) {
    double factor = Math.min(1, limit / bound(node));
    return factor == 1 ? node : known(node.times(factor), limit);
  }

  /** Small multiples of 1/8, other small numbers, or numbers of very different sizes. */
  Expr variable(Shape shape) {
    if (wild && dice.oneIn(3)) {
      return variable("v", shape, () -> WILD[dice.below(WILD.length)], 2);
    }
    return switch (dice.below(10)) {
      case 0 -> variable("v", shape, () -> EXTREMES[dice.below(EXTREMES.length)], 1e5);
      case 1, 2, 3 -> variable("v", shape, () -> (float) Math.clamp(dice.gaussian(), -2.0, 2.0), 2);
      default -> variable("v", shape, () -> (dice.below(33) - 16) / 8.0, 2);
    };
  }

  /** A variable that holds numbers of rows. */
  Expr rowNumbers(Shape shape, int rows) {
    return variable(ROWS, shape, () -> dice.below(rows), rows);
  }

  private Expr variable(String name, Shape shape, DoubleSupplier number, double bound) {
    Expr variable = Expr.of(new Variable(name + values.size(), shape));
    double[] numbers = new double[shape.elements()];
    Arrays.setAll(numbers, i -> number.getAsDouble());
    values.put(variable, Tensor.of(shape, numbers));
    return known(variable, bound);
  }

  /** A node of this shape, made of one that is there if possible. */
  Expr ofShape(Shape shape) {
    List<Expr> large =
        nodes.stream().filter(node -> node.shape().elements() >= shape.elements()).toList();
    if (large.isEmpty() || dice.oneIn(3)) {
      return variable(shape);
    }
    Expr source = dice.of(large);
    int from = dice.below(source.shape().elements() - shape.elements() + 1);
    Expr flat = source.reshape(source.shape().elements());
    return known(flat.slice(0, from, from + shape.elements()).reshape(shape), bound(source));
  }
}
