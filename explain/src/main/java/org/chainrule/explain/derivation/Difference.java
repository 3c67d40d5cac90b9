package org.chainrule.explain.derivation;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The slope of a function at 0 by central differences, and how far it may be off.
 *
 * <p>Differences d(h) = (f(h) − f(−h))/(2h) for smaller and smaller h are extrapolated to h = 0
 * after Richardson. Of all extrapolations the one is taken that disagrees least with those that it
 * was made of, where what d(h) loses to rounding is added to the disagreement (Ridders 1982).
 *
 * @param slope the slope
 * @param error what it may be off by; infinite if the function has no values
 * @param rounding what the function's values lose to rounding at least
 */
record Difference(double slope, double error, double rounding) {
  private static final double WIDEST = 0.1;
  private static final int WIDTHS = 15;
  private static final int ORDERS = 6;

  /** So near to each other that what third differences are not zero by is rounding. */
  private static final double NEAR = 1e-7;

  private static final int NEIGHBOURS = 7;

  /** An error as small as this, relative to the slope, is not worth a further difference. */
  private static final double ENOUGH = 1e-9;

  /** How many times larger than it seems the error may be. */
  private static final double SAFETY = 10;

  /** What derivatives lose to rounding themselves, relative to their size. */
  private static final double EXACT = 1e-7;

  /** The largest error that tells something, relative to the slope, or to rounding. */
  private static final double SHARP = 1e-5;

  private static final double FLAT = 1e7;

  /**
   * The slope of a function at 0.
   *
   * @param magnitude the largest number that the function's evaluation goes through
   */
  static Difference of(DoubleUnaryOperator function, double magnitude) {
    double rounding = Math.ulp(magnitude);
    double noise = Math.max(rounding, noise(function));
    Difference best = new Difference(0, Double.POSITIVE_INFINITY, rounding);
    double[] wider = {};
    for (int i = 0; i < WIDTHS && !(best.error < ENOUGH * Math.abs(best.slope)); i++) {
      double width = Math.scalb(WIDEST, -i);
      double[] orders = new double[Math.min(i + 1, ORDERS)];
      orders[0] = (function.applyAsDouble(width) - function.applyAsDouble(-width)) / (2 * width);
      for (int order = 1; order < orders.length; order++) {
        double low = orders[order - 1];
        orders[order] = low + (low - wider[order - 1]) / (Math.scalb(1, 2 * order) - 1);
        double disagreement =
            Math.max(Math.abs(orders[order] - low), Math.abs(orders[order] - wider[order - 1]));
        double error = disagreement + noise / width;
        best = error < best.error ? new Difference(orders[order], error, rounding) : best;
      }
      wider = orders;
    }
    return best;
  }

  /** How much neighbouring values differ but for a parabola through them. */
  private static double noise(DoubleUnaryOperator function) {
    double[] values = new double[NEIGHBOURS];
    Arrays.setAll(values, i -> function.applyAsDouble((i - NEIGHBOURS / 2) * NEAR));
    double largest = 0;
    for (int i = 3; i < NEIGHBOURS; i++) {
      double third = values[i] - 3 * values[i - 1] + 3 * values[i - 2] - values[i - 3];
      largest = Math.max(largest, Math.abs(third));
    }
    return largest / Math.sqrt(20); // the deviation of such a sum, 1 + 9 + 9 + 1
  }

  /**
   * Whether the error is small enough to tell right derivatives from wrong ones, or would be if the
   * function were not flat.
   *
   * @param size the size of the derivative, without what cancels in it
   */
  boolean tells(double size) {
    return error <= Math.max(SHARP * size, FLAT * rounding);
  }

  /** Whether a derivative of this size can't be this one. */
  boolean excludes(double derivative, double size) {
    return !(Math.abs(derivative - slope) <= EXACT * size + SAFETY * error);
  }
}
