package org.chainrule.explain.activation;

import java.util.OptionalDouble;
import java.util.function.UnaryOperator;
import org.chainrule.drawing.Wording;

/**
 * Where the slope of a function stays near 0: |f'(x)| ≤ tolerance everywhere below a place, and
 * everywhere above another, looked for between −50 and 50.
 *
 * @param tolerance the largest slope that counts as none
 * @param below the end of the flat part on the left, if there is one
 * @param above the start of the flat part on the right, if there is one
 */
public record Saturation(double tolerance, OptionalDouble below, OptionalDouble above) {
  private static final double EDGE = 50;
  private static final int STEPS = 10_000;

  static Saturation of(UnaryOperator<double[]> slope, double tolerance) {
    return new Saturation(tolerance, side(slope, tolerance, -1), side(slope, tolerance, 1));
  }

  private static OptionalDouble side(UnaryOperator<double[]> slope, double tolerance, int side) {
    double[] places = new double[2 * STEPS + 1];
    for (int i = 0; i < places.length; i++) {
      places[i] = side * EDGE * (1 - i / (double) STEPS);
    }
    double[] slopes = slope.apply(places);
    int steep = 0;
    while (steep < slopes.length && Math.abs(slopes[steep]) <= tolerance) {
      steep++;
    }
    if (steep == 0) {
      return OptionalDouble.empty();
    }
    if (steep == slopes.length) {
      return OptionalDouble.of(-side * EDGE);
    }
    double flat = places[steep - 1];
    double sloping = places[steep];
    for (int i = 0; i < 50; i++) {
      double middle = (flat + sloping) / 2;
      if (Math.abs(slope.apply(new double[] {middle})[0]) <= tolerance) {
        flat = middle;
      } else {
        sloping = middle;
      }
    }
    return OptionalDouble.of(Math.abs(flat) < 1e-9 ? 0 : flat);
  }

  /** Where, in words; "nowhere" if the function saturates on neither side. */
  public String words() {
    if (below.orElse(-EDGE) >= above.orElse(EDGE)) {
      return "everywhere";
    }
    String left = below.isPresent() ? "x ≤ " + Wording.number(below.getAsDouble()) : "";
    String right = above.isPresent() ? "x ≥ " + Wording.number(above.getAsDouble()) : "";
    String both = left.isEmpty() || right.isEmpty() ? left + right : left + " and " + right;
    return both.isEmpty() ? "nowhere" : both;
  }
}
