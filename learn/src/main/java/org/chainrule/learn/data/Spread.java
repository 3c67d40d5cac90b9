package org.chainrule.learn.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.chainrule.graph.Storage;

/**
 * The range of some numbers and their spread about the mean.
 *
 * @param standardDeviation the root of the mean squared distance from the mean (divided by n)
 */
public record Spread(double minimum, double maximum, double mean, double standardDeviation) {
  /** Whether all the numbers are equal. */
  public boolean isConstant() {
    return minimum == maximum;
  }

  /**
   * The spread of each column. Two passes in the order of the examples: first the means, then the
   * squared distances.
   *
   * @throws IllegalArgumentException if there are no examples
   */
  public static List<Spread> ofColumns(Features features) {
    int count = features.count();
    int width = features.width();
    if (count == 0) {
      throw new IllegalArgumentException("no examples");
    }
    double[] minimum = new double[width];
    double[] maximum = new double[width];
    double[] mean = new double[width];
    double[] squares = new double[width];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
    double[] row = new double[width];
    Storage copied = new Storage.Float64(row);
    for (int example = 0; example < count; example++) {
      features.copy(example, copied, 0);
      for (int column = 0; column < width; column++) {
        minimum[column] = Math.min(minimum[column], row[column]);
        maximum[column] = Math.max(maximum[column], row[column]);
        mean[column] += row[column];
      }
    }
    for (int column = 0; column < width; column++) {
      mean[column] = minimum[column] == maximum[column] ? minimum[column] : mean[column] / count;
    }
    for (int example = 0; example < count; example++) {
      features.copy(example, copied, 0);
      for (int column = 0; column < width; column++) {
        double distance = row[column] - mean[column];
        squares[column] += distance * distance;
      }
    }
    List<Spread> spreads = new ArrayList<>();
    for (int column = 0; column < width; column++) {
      spreads.add(
          new Spread(
              minimum[column], maximum[column], mean[column], Math.sqrt(squares[column] / count)));
    }
    return spreads;
  }

  /** The spread of the numbers of several columns of equal length together. */
  public static Spread ofAll(List<Spread> columns) {
    double mean = columns.stream().mapToDouble(Spread::mean).average().orElseThrow();
    double variance =
        columns.stream()
            .mapToDouble(column -> square(column.standardDeviation) + square(column.mean - mean))
            .average()
            .orElseThrow();
    return new Spread(
        columns.stream().mapToDouble(Spread::minimum).min().orElseThrow(),
        columns.stream().mapToDouble(Spread::maximum).max().orElseThrow(),
        mean,
        Math.sqrt(variance));
  }

  private static double square(double x) {
    return x * x;
  }
}
