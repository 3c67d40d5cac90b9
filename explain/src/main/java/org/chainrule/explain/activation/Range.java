package org.chainrule.explain.activation;

import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.chainrule.drawing.Wording;

/**
 * The values that a function takes, found numerically: extrema between −50 and 50, refined to 10⁻⁹,
 * and the limits on both sides.
 *
 * <p>An end counts as reached if the function has this value between −5 and 5, or has an extremum
 * there.
 *
 * @param low the least value or its infimum
 * @param lowReached whether it is taken
 * @param high the greatest value or its supremum
 * @param highReached whether it is taken
 * @param summit where the greatest value is taken, if at one place only
 */
public record Range(
    double low, boolean lowReached, double high, boolean highReached, OptionalDouble summit) {
  private static final double EDGE = 50;
  private static final double STEP = 0.02;
  private static final double NEAR = 5;
  private static final double SAME = 1e-9;

  /** The range of a function of many places at once. */
  static Range of(UnaryOperator<double[]> function) {
    double[] places = grid();
    double[] values = function.apply(places);
    double left = limit(function, -1);
    double right = limit(function, 1);
    End high = end(function, places, values, left, right);
    double[] mirrored = negated(values);
    End low = end(p -> negated(function.apply(p)), places, mirrored, -left, -right);
    return new Range(0.0 - low.value, low.reached, high.value, high.reached, high.place);
  }

  private record End(double value, boolean reached, OptionalDouble place) {}

  private static double[] grid() {
    double[] places = new double[(int) Math.round(2 * EDGE / STEP) + 1];
    for (int i = 0; i < places.length; i++) {
      places[i] = Math.rint((i - places.length / 2) * (STEP * 1e4)) / 1e4;
    }
    return places;
  }

  private static double[] negated(double[] values) {
    double[] result = new double[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = -values[i];
    }
    return result;
  }

  /** The upper end. */
  private static End end(
      UnaryOperator<double[]> function,
      double[] places,
      double[] values,
      double left,
      double right) {
    int best = -1;
    int near = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        best = best < 0 || values[i] > values[best] ? i : best;
        boolean within = Math.abs(places[i]) <= NEAR;
        near = within && (near < 0 || values[i] > values[near]) ? i : near;
      }
    }
    double limit = Math.max(or(left), or(right));
    if (best < 0) {
      return new End(limit, false, OptionalDouble.empty());
    }
    double top = values[best];
    double place = places[best];
    boolean inner = best > 0 && best < values.length - 1;
    if (inner && top > or(values[best - 1]) && top > or(values[best + 1])) {
      place = summit(function, places[best - 1], places[best + 1]);
      top = Math.max(top, function.apply(new double[] {place})[0]);
    }
    if (limit > top - SAME * Math.max(1, Math.abs(top))) {
      boolean reached = near >= 0 && values[near] >= limit;
      return new End(limit, reached, OptionalDouble.empty());
    }
    boolean alone = inner && values[best - 1] < top && values[best + 1] < top;
    double tidy = Math.abs(place) < 1e-6 ? 0 : place;
    return new End(top, true, alone ? OptionalDouble.of(tidy) : OptionalDouble.empty());
  }

  private static double or(double value) {
    return Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
  }

  /** The place of the greatest value between two, by golden section. */
  private static double summit(UnaryOperator<double[]> function, double from, double to) {
    double golden = (Math.sqrt(5) - 1) / 2;
    double a = from;
    double b = to;
    for (int i = 0; i < 60; i++) {
      double p = b - golden * (b - a);
      double q = a + golden * (b - a);
      double[] values = function.apply(new double[] {p, q});
      if (values[0] >= values[1]) {
        b = q;
      } else {
        a = p;
      }
    }
    return (a + b) / 2;
  }

  /** The limit to one side; NaN if there is none. */
  private static double limit(UnaryOperator<double[]> function, int side) {
    double[] places = {side * 1e3, side * 1e4, side * 1e5, side * 1e6, side * 1e7, side * 1e8};
    double[] far = function.apply(places);
    double last = far[far.length - 1];
    if (Double.isInfinite(last)) {
      return last;
    }
    double tolerance = 1e-5 * Math.max(1, Math.abs(last));
    if (Math.abs(last - far[far.length - 2]) <= tolerance
        && Math.abs(last - far[far.length - 3]) <= tolerance) {
      return Math.rint(last * 1e6) / 1e6 + 0.0;
    }
    boolean grows = Math.abs(last) > Math.abs(far[0]);
    for (int i = 2; i < far.length; i++) {
      grows &= (far[i] - far[i - 1]) * (far[1] - far[0]) > 0;
    }
    return grows ? Math.signum(last) * Double.POSITIVE_INFINITY : Double.NaN;
  }

  /** The largest distance from 0. */
  public double magnitude() {
    return Math.max(Math.abs(low), Math.abs(high));
  }

  /** The range as an interval, such as {@code (0, 1)} or {@code [0, ∞)}. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%s%s, %s%s",
        lowReached ? "[" : "(",
        written(low),
        written(high),
        highReached ? "]" : ")");
  }

  private static String written(double value) {
    boolean whole = Double.isInfinite(value) || Math.abs(value - Math.rint(value)) < 1e-12;
    return whole ? Wording.exact(Math.rint(value)) : Wording.number(value);
  }
}
