package org.chainrule.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Reducing} of IEEE 754 binary32 numbers. */
final class ReducingFloat32 implements Reducing<float[]> {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Partial sums side by side: as many on every processor, a multiple of any vector's lanes. */
  private static final int PARTS = 64;

  private final float[] parts = new float[PARTS];

  @Override
  public void sum(float[] x, int xo, int n, float[] z, int zo) {
    z[zo] = n < 2 * PARTS ? inOrder(x, xo, n) : inParts(x, xo, n);
  }

  private static float inOrder(float[] x, int xo, int n) {
    float sum = 0;
    for (int i = 0; i < n; i++) {
      sum += x[xo + i];
    }
    return sum;
  }

  private float inParts(float[] x, int xo, int n) {
    System.arraycopy(x, xo, parts, 0, PARTS);
    int i = PARTS;
    for (; i <= n - PARTS; i += PARTS) {
      for (int part = 0; part < PARTS; part += LANES) {
        FloatVector.fromArray(SPECIES, parts, part)
            .add(FloatVector.fromArray(SPECIES, x, xo + i + part))
            .intoArray(parts, part);
      }
    }
    for (int part = 0; i < n; i++, part++) {
      parts[part] += x[xo + i];
    }
    return total(parts);
  }

  /** The sum of parts, a power of two of them: halves are added up until one is left; never −0. */
  static float total(float[] parts) {
    int half = parts.length / 2;
    for (; half >= LANES; half /= 2) {
      for (int part = 0; part < half; part += LANES) {
        FloatVector.fromArray(SPECIES, parts, part)
            .add(FloatVector.fromArray(SPECIES, parts, part + half))
            .intoArray(parts, part);
      }
    }
    for (; half > 0; half /= 2) {
      for (int part = 0; part < half; part++) {
        parts[part] += parts[part + half];
      }
    }
    return parts[0] + 0f;
  }

  @Override
  public void max(float[] x, int xo, int n, float[] z, int zo) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xo + i]);
    }
    z[zo] = max;
  }

  @Override
  public void argMax(float[] x, int xo, int xs, int n, float[] z, int zo) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      float largest = x[xo + best * xs];
      float number = x[xo + i * xs];
      if (number > largest || (Float.isNaN(number) && !Float.isNaN(largest))) {
        best = i;
      }
    }
    z[zo] = best;
  }
}
