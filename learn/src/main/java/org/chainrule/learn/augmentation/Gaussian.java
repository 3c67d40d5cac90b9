package org.chainrule.learn.augmentation;

/** Smoothing by a Gaussian, with 0 beyond the edges. */
final class Gaussian {
  /** Where the Gaussian is cut off, in standard deviations; SciPy's usual. */
  private static final double CUT = 4;

  private Gaussian() {}

  /** A table of numbers, smoothed along its columns and its rows. */
  static double[] smooth(double[] values, int rows, int columns, double deviation) {
    double[] weights = weights(deviation);
    double[] down = along(values, rows, columns, columns, 1, weights);
    return along(down, columns, rows, 1, columns, weights);
  }

  /** exp(−d²/2σ²) for d = 0, 1, …, such that with both sides they sum to 1. */
  private static double[] weights(double deviation) {
    double[] weights = new double[(int) (CUT * deviation + 0.5) + 1];
    double sum = 0;
    for (int d = 0; d < weights.length; d++) {
      weights[d] = StrictMath.exp(-0.5 * d * d / (deviation * deviation));
      sum += d == 0 ? weights[d] : 2 * weights[d];
    }
    for (int d = 0; d < weights.length; d++) {
      weights[d] /= sum;
    }
    return weights;
  }

  private static double[] along(
      double[] values, int length, int lines, int step, int lineStep, double[] weights) {
    double[] result = new double[values.length];
    for (int line = 0; line < lines; line++) {
      for (int i = 0; i < length; i++) {
        double sum = 0;
        for (int d = 1 - weights.length; d < weights.length; d++) {
          if (i + d >= 0 && i + d < length) {
            sum += weights[Math.abs(d)] * values[line * lineStep + (i + d) * step];
          }
        }
        result[line * lineStep + i * step] = sum;
      }
    }
    return result;
  }
}
