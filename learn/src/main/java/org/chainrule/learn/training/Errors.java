package org.chainrule.learn.training;

import java.util.Arrays;

/**
 * How far answers are from the truth, in its own units.
 *
 * @param r2 1 − Σ w (t − a)²/Σ w (t − t̄)²; if t never changes, 1 if all answers are right, else 0
 * @param mae Σ w |t − a|/Σ w
 * @param rmse √(Σ w (t − a)²/Σ w)
 */
public record Errors(double r2, double mae, double rmse) {
  /** Of answers a to the truth t that all count alike. */
  public static Errors of(double[] truth, double[] answers) {
    double[] weights = new double[truth.length];
    Arrays.fill(weights, 1);
    return of(truth, answers, weights);
  }

  /** Of answers a to the truth t with weights w. */
  public static Errors of(double[] truth, double[] answers, double[] weights) {
    double all = 0;
    double mean = 0;
    for (int i = 0; i < truth.length; i++) {
      all += weights[i];
      mean += weights[i] * truth[i];
    }
    mean /= all;
    double absolute = 0;
    double squared = 0;
    double total = 0;
    for (int i = 0; i < truth.length; i++) {
      double error = truth[i] - answers[i];
      absolute += weights[i] * Math.abs(error);
      squared += weights[i] * error * error;
      total += weights[i] * (truth[i] - mean) * (truth[i] - mean);
    }
    double perfect = squared == 0 ? 1 : 0;
    double r2 = total > 0 ? 1 - squared / total : perfect;
    return new Errors(r2, absolute / all, Math.sqrt(squared / all));
  }
}
