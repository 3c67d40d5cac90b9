package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import org.chainrule.explain.check.Comparison.Outcome;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;

/**
 * The simplest point at which two formulas differ: small whole numbers if there are such, and as
 * many of them 0 or 1 as possible.
 */
final class CounterExamples {
  private static final int TRIES = 120;
  private static final double[] SIMPLE = {0, 1, -1, 2, -2, 0.5, 3, -3, -0.5};

  /** A difference that a reader sees at once. */
  private static final double VISIBLE = 1e-3;

  private static final int MOST_SIMPLIFIED = 60;

  private final Pair pair;

  private CounterExamples(Pair pair) {
    this.pair = pair;
  }

  /** A simpler point than one that is known. */
  static CounterExample of(Pair pair, Equality.Result.Different known) {
    CounterExamples search = new CounterExamples(pair);
    Map<Expr, Tensor> point = search.start(known.point());
    point = search.simplified(point);
    Comparison shown = Comparison.quick(pair, List.of(), point);
    boolean differs = shown.outcome() == Outcome.DIFFERENT;
    int element = differs ? shown.element() : known.element();
    LinkedHashMap<String, Tensor> named = new LinkedHashMap<>();
    Map<Expr, Tensor> at = differs ? point : known.point();
    Set<Expr> used = new HashSet<>(Expr.inOrder(List.of(pair.truth(), pair.claim())));
    at.forEach(
        (variable, value) -> {
          if (used.contains(variable)) {
            named.put(variable.op().name(), value);
          }
        });
    return new CounterExample(
        named,
        pair.truth().shape().rank() == 0
            ? ""
            : Arrays.toString(
                Arrays.stream(pair.truth().shape().index(element)).map(i -> i + 1).toArray()),
        differs ? shown.claim() : known.claim(),
        differs ? shown.truth() : known.truth(),
        search.difference(at, element).orElse(differs ? shown.difference() : known.difference()));
  }

  /** The difference of both values, to more digits than they are told with. */
  private OptionalDouble difference(Map<Expr, Tensor> point, int element) {
    Comparison precise = Comparison.precise(pair, point, false);
    return precise.outcome() == Outcome.DIFFERENT && precise.element() == element
        ? OptionalDouble.of(precise.difference())
        : OptionalDouble.empty();
  }

  /** A point of small whole numbers, else the known one with fewer digits, else the known one. */
  private Map<Expr, Tensor> start(Map<Expr, Tensor> known) {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < TRIES; i++) {
      int reach = 2 + i / 30;
      Map<Expr, Tensor> point = new LinkedHashMap<>();
      boolean positive = i % 2 == 0;
      known.forEach(
          (variable, value) -> {
            double[] values = new double[value.shape().elements()];
            for (int k = 0; k < values.length; k++) {
              values[k] =
                  positive ? random.nextInt(1, reach + 1) : random.nextInt(-reach, reach + 1);
            }
            point.put(variable, Tensor.of(value.shape(), values));
          });
      if (shows(point)) {
        return point;
      }
    }
    for (double digits : new double[] {1, 10, 100}) {
      Map<Expr, Tensor> rounded = new LinkedHashMap<>();
      known.forEach(
          (variable, value) ->
              rounded.put(
                  variable,
                  Tensor.of(
                      value.shape(),
                      Arrays.stream(value.toArray())
                          .map(v -> Math.rint(v * digits) / digits)
                          .toArray())));
      if (shows(rounded)) {
        return rounded;
      }
    }
    return known;
  }

  private boolean shows(Map<Expr, Tensor> point) {
    try {
      Comparison at = Comparison.quick(pair, List.of(), point);
      return at.outcome() == Outcome.DIFFERENT && visible(at);
    } catch (ArithmeticException e) {
      return false;
    }
  }

  private static boolean visible(Comparison at) {
    double scale = Math.max(Math.abs(at.truth()), Math.abs(at.claim()));
    return scale > VISIBLE
        && scale < 1 / VISIBLE / VISIBLE
        && Math.abs(at.truth() - at.claim()) > VISIBLE * scale;
  }

  private Map<Expr, Tensor> simplified(Map<Expr, Tensor> start) {
    Map<Expr, Tensor> point = start;
    List<Expr> variables = new ArrayList<>(start.keySet());
    int tried = 0;
    for (Expr variable : variables) {
      for (int element = 0; element < variable.shape().elements(); element++) {
        for (double simple : SIMPLE) {
          if (simple == value(point, variable).at(element) || tried++ > MOST_SIMPLIFIED) {
            break;
          }
          Map<Expr, Tensor> simpler = with(point, variable, element, simple);
          if (shows(simpler)) {
            point = simpler;
            break;
          }
        }
      }
    }
    return point;
  }

  private static Tensor value(Map<Expr, Tensor> point, Expr variable) {
    return Optional.ofNullable(point.get(variable)).orElseThrow();
  }

  private static Map<Expr, Tensor> with(
      Map<Expr, Tensor> point, Expr variable, int element, double number) {
    double[] values = value(point, variable).toArray();
    values[element] = number;
    Map<Expr, Tensor> changed = new LinkedHashMap<>(point);
    changed.put(variable, Tensor.of(variable.shape(), values));
    return changed;
  }
}
