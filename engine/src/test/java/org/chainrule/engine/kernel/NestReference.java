package org.chainrule.engine.kernel;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.chainrule.engine.kernel.Nest.Store;
import org.chainrule.graph.interpreter.ErrorFunction;

/** What a nest computes, place by place in binary64 by its definition. */
final class NestReference {
  private final NestSample sample;
  private final Nest nest;
  private final Object[] arrays;
  private final int[] sizes;
  private final int[] place;
  private final Map<List<Object>, Double> totals = new HashMap<>();

  /** A number and where it belongs. */
  record Result(int operand, int position, double number) {}

  NestReference(NestSample sample, Object[] arrays) {
    this.sample = sample;
    this.arrays = arrays;
    nest = sample.nest();
    sizes = sample.sizes();
    place = new int[sizes.length];
  }

  /** Everything that is stored. */
  List<Result> results() {
    List<Result> results = new ArrayList<>();
    over(
        0,
        sizes.length,
        axis -> {
          for (Store store : nest.stores()) {
            NestSample.Operand operand = sample.operands().get(store.operand());
            boolean inside = operand.looped() || (operand.stride() != 0 && nest.lanesReduced());
            if (inside || reducedAxesAreAtStart()) {
              results.add(
                  new Result(store.operand(), position(store.operand()), value(store.term())));
            }
          }
        });
    if (isReducedEmpty()) {
      over(0, nest.outer(), _ -> lanesOfEmpty(results));
    }
    return results;
  }

  private boolean isReducedEmpty() {
    for (int axis = nest.outer(); axis < sizes.length; axis++) {
      if (isReduced(axis) && sizes[axis] == 0) {
        return true;
      }
    }
    return false;
  }

  private void lanesOfEmpty(List<Result> results) {
    int lanes = nest.lanesReduced() ? 1 : sizes[sizes.length - 1];
    for (int lane = 0; lane < lanes; lane++) {
      place[sizes.length - 1] = lane;
      for (Store store : nest.stores()) {
        NestSample.Operand operand = sample.operands().get(store.operand());
        if (!operand.looped() && !(nest.lanesReduced() && operand.stride() != 0)) {
          results.add(new Result(store.operand(), position(store.operand()), value(store.term())));
        }
      }
    }
    place[sizes.length - 1] = 0;
  }

  private boolean isReduced(int axis) {
    return axis >= nest.outer() && (axis < sizes.length - 1 || nest.lanesReduced());
  }

  private boolean reducedAxesAreAtStart() {
    for (int axis = 0; axis < sizes.length; axis++) {
      if (isReduced(axis) && place[axis] > 0) {
        return false;
      }
    }
    return true;
  }

  private void over(int axis, int end, IntConsumer body) {
    if (axis == end) {
      body.accept(axis);
      return;
    }
    for (place[axis] = 0; place[axis] < sizes[axis]; place[axis]++) {
      over(axis + 1, end, body);
    }
    place[axis] = 0;
  }

  private int position(int index) {
    NestSample.Operand operand = sample.operands().get(index);
    int position = operand.first() + operand.stride() * place[place.length - 1];
    for (int axis = 0; axis < place.length - 1; axis++) {
      position += operand.strides().get(axis) * place[axis];
    }
    return position;
  }

  private double value(int term) {
    return switch (nest.terms().get(term)) {
      case Term.Load(int operand) -> Array.getDouble(arrays[operand], position(operand));
      case Term.Fixed(double value) -> value;
      case Term.Apply(var function, int x) -> apply(function, value(x));
      case Term.Combine(var operator, int x, int y) ->
          switch (operator) {
            case ADD -> value(x) + value(y);
            case SUBTRACT -> value(x) - value(y);
            case MULTIPLY -> value(x) * value(y);
            case DIVIDE -> value(x) / value(y);
          };
      case Term.Raise(int x, double exponent) -> StrictMath.pow(value(x), exponent);
      case Term.Choose(var relation, int x, int y, int then, int otherwise) -> {
        boolean holds =
            switch (relation) {
              case LESS -> value(x) < value(y);
              case EQUAL -> value(x) == value(y);
            };
        yield value(holds ? then : otherwise);
      }
      case Term.Total(var reduction, int x) -> total(term, reduction, x);
    };
  }

  static double apply(Term.Function function, double x) {
    return switch (function) {
      case NEGATE -> -x;
      case ABSOLUTE -> Math.abs(x);
      case SQRT -> Math.sqrt(x);
      case EXP -> StrictMath.exp(x);
      case EXPM1 -> StrictMath.expm1(x);
      case LOG -> StrictMath.log(x);
      case LOG1P -> StrictMath.log1p(x);
      case SIN -> StrictMath.sin(x);
      case COS -> StrictMath.cos(x);
      case TANH -> StrictMath.tanh(x);
      case ATAN -> StrictMath.atan(x);
      case ERF -> ErrorFunction.erf(x);
    };
  }

  private double total(int term, Term.Reduction reduction, int x) {
    List<Object> key = new ArrayList<>();
    key.add(term);
    for (int axis = 0; axis < place.length; axis++) {
      key.add(isReduced(axis) ? 0 : place[axis]);
    }
    Double known = totals.get(key);
    if (known != null) {
      return known;
    }
    int[] before = place.clone();
    double[] total = {
      switch (reduction) {
        case SUM -> 0;
        case MAX -> Double.NEGATIVE_INFINITY;
        case MIN -> Double.POSITIVE_INFINITY;
      }
    };
    int end = nest.lanesReduced() ? sizes.length : sizes.length - 1;
    over(
        nest.outer(),
        end,
        _ -> {
          double number = value(x);
          total[0] =
              switch (reduction) {
                case SUM -> total[0] + number;
                case MAX -> Math.max(total[0], number);
                case MIN -> number < total[0] ? number : total[0];
              };
        });
    System.arraycopy(before, 0, place, 0, place.length);
    totals.put(key, total[0]);
    return total[0];
  }
}
