package org.chainrule.explain.activation;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What is left of a gradient behind many steps or layers: the product of the local derivatives,
 * measured, and the bound that the greatest slope gives.
 *
 * @param name the activation
 * @param greatestSlope sup |f'|
 * @param measured by the number of steps between, from 0
 * @param bound by the number of steps between, from 0; infinite if the slope has no bound
 */
public record VanishingGradient(
    String name, double greatestSlope, List<Double> measured, List<Double> bound) {
  public VanishingGradient {
    measured = List.copyOf(measured);
    bound = List.copyOf(bound);
  }

  private static VanishingGradient of(
      ActivationFunction f, double greatest, double[] measured, double[] bound) {
    return new VanishingGradient(
        f.name(),
        greatest,
        Arrays.stream(measured).boxed().toList(),
        Arrays.stream(bound).boxed().toList());
  }

  /**
   * Through time: |∂h_T/∂h_1| of h_t = f(w1 x_t + w2 h_{t−1}), h_0 = 0, against T − 1; the bound is
   * (|w2| sup |f'|)^(T−1).
   *
   * @param x the inputs, which begin again at their end
   */
  public static VanishingGradient throughTime(
      ActivationFunction f, double w1, double w2, double[] x, int steps) {
    double greatest = f.slopeRange().magnitude();
    double[] measured = new double[steps];
    double[] bound = new double[steps];
    double h = 0;
    double product = 1;
    for (int t = 0; t < steps; t++) {
      double z = w1 * x[t % x.length] + w2 * h;
      product *= t == 0 ? 1 : w2 * f.slopes(z)[0];
      h = f.values(z)[0];
      measured[t] = Math.abs(product);
      bound[t] = Math.pow(Math.abs(w2) * greatest, t);
    }
    return of(f, greatest, measured, bound);
  }

  /**
   * Through depth: ‖∂J/∂h_l‖/‖∂J/∂h_L‖ of h_l = f(W_l h_{l−1}) against L − l, where the entries of
   * W_l are normal with variance gain²/width and h_0 is standard normal; the bound is Π ‖W_l‖₂ sup
   * |f'|.
   */
  public static VanishingGradient throughDepth(
      ActivationFunction f, int width, int depth, double gain, long seed) {
    double greatest = f.slopeRange().magnitude();
    Random random = new Random(seed);
    double[] h = random.doubles(width).map(u -> random.nextGaussian()).toArray();
    double[][][] weights = new double[depth][][];
    double[][] slopes = new double[depth][];
    for (int l = 0; l < depth; l++) {
      weights[l] = normal(random, width, gain / Math.sqrt(width));
      double[] z = times(weights[l], h);
      slopes[l] = f.slopes(z);
      h = f.values(z);
    }
    double[] delta = random.doubles(width).map(u -> random.nextGaussian()).toArray();
    double whole = length(delta);
    double[] measured = new double[depth + 1];
    double[] bound = new double[depth + 1];
    measured[0] = 1;
    bound[0] = 1;
    for (int l = depth - 1; l >= 0; l--) {
      for (int i = 0; i < width; i++) {
        delta[i] *= slopes[l][i];
      }
      delta = transposedTimes(weights[l], delta);
      measured[depth - l] = length(delta) / whole;
      bound[depth - l] = bound[depth - l - 1] * greatest * norm(weights[l]);
    }
    return of(f, greatest, measured, bound);
  }

  private static double[][] normal(Random random, int width, double deviation) {
    double[][] matrix = new double[width][width];
    for (double[] row : matrix) {
      for (int j = 0; j < width; j++) {
        row[j] = deviation * random.nextGaussian();
      }
    }
    return matrix;
  }

  private static double[] times(double[][] matrix, double[] vector) {
    double[] result = new double[matrix.length];
    for (int i = 0; i < result.length; i++) {
      for (int j = 0; j < vector.length; j++) {
        result[i] += matrix[i][j] * vector[j];
      }
    }
    return result;
  }

  private static double[] transposedTimes(double[][] matrix, double[] vector) {
    double[] result = new double[matrix[0].length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < result.length; j++) {
        result[j] += matrix[i][j] * vector[i];
      }
    }
    return result;
  }

  private static double length(double[] vector) {
    double sum = 0;
    for (double v : vector) {
      sum += v * v;
    }
    return Math.sqrt(sum);
  }

  /**
   * No less than the greatest stretch of a matrix: power iteration on WᵀW comes to it from below,
   * and a thousandth is added.
   */
  private static double norm(double[][] matrix) {
    double[] vector = new double[matrix[0].length];
    Arrays.fill(vector, 1);
    double norm = 0;
    for (int i = 0; i < 500; i++) {
      double before = norm;
      double size = length(vector);
      for (int j = 0; j < vector.length; j++) {
        vector[j] /= size;
      }
      double[] image = times(matrix, vector);
      norm = length(image);
      vector = transposedTimes(matrix, image);
      if (norm - before <= 1e-9 * norm) {
        break;
      }
    }
    return norm * (1 + 1e-3);
  }
}
