package org.chainrule.engine.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Reducing} of IEEE 754 binary64 numbers. */
final class ReducingFloat64 implements Reducing<double[]> {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Partial sums side by side: as many on every processor, a multiple of any vector's lanes. */
  private static final int PARTS = 64;

  private final double[] parts = new double[PARTS];

  @Override
  public void sum(double[] x, int xo, int n, double[] z, int zo) {
    z[zo] = n < 2 * PARTS ? inOrder(x, xo, n) : inParts(x, xo, n);
  }

  private static double inOrder(double[] x, int xo, int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[xo + i];
    }
    return sum;
  }

  private double inParts(double[] x, int xo, int n) {
    System.arraycopy(x, xo, parts, 0, PARTS);
    int i = PARTS;
    for (; i <= n - PARTS; i += PARTS) {
      for (int part = 0; part < PARTS; part += LANES) {
        DoubleVector.fromArray(SPECIES, parts, part)
            .add(DoubleVector.fromArray(SPECIES, x, xo + i + part))
            .intoArray(parts, part);
      }
    }
    for (int part = 0; i < n; i++, part++) {
      parts[part] += x[xo + i];
    }
    return total(parts);
  }

  /** The sum of parts, a power of two of them: halves are added up until one is left; never −0. */
  static double total(double[] parts) {
    int half = parts.length / 2;
    for (; half >= LANES; half /= 2) {
      for (int part = 0; part < half; part += LANES) {
        DoubleVector.fromArray(SPECIES, parts, part)
            .add(DoubleVector.fromArray(SPECIES, parts, part + half))
            .intoArray(parts, part);
      }
    }
    for (; half > 0; half /= 2) {
      for (int part = 0; part < half; part++) {
        parts[part] += parts[part + half];
      }
    }
    return parts[0] + 0.0;
  }

  @Override
  public void max(double[] x, int xo, int n, double[] z, int zo) {
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    z[zo] = max;
  }

  @Override
  public void argMax(double[] x, int xo, int xs, int n, double[] z, int zo) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      double largest = x[xo + best * xs];
      double number = x[xo + i * xs];
      if (number > largest || (Double.isNaN(number) && !Double.isNaN(largest))) {
        best = i;
      }
    }
    z[zo] = best;
  }
}
