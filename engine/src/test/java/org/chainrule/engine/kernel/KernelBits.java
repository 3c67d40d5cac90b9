package org.chainrule.engine.kernel;

import java.lang.reflect.Array;

/** Prints one number that depends on every bit of the results of many nests in vector code. */
final class KernelBits {
  private static final int NESTS = 60;

  private KernelBits() {}

  /** The number, for vectors of this JVM's preferred shape. */
  static String compute() {
    long digest = 0;
    for (long seed = 0; seed < NESTS; seed++) {
      NestSample sample = new NestSample(seed);
      Object[] arrays = sample.arrays();
      Kernels.vector(Schedule.of(sample.nest()), VectorBits.PREFERRED)
          .run(arrays, sample.geometry(), sample.scratch(), 0, sample.end());
      for (Object array : arrays) {
        for (int i = 0; i < Array.getLength(array); i++) {
          digest = 31 * digest + Double.doubleToLongBits(Array.getDouble(array, i));
        }
      }
    }
    return Long.toHexString(digest);
  }

  /** Prints it, for the process that started this one. */
  public static void main(String[] arguments) {
    System.out.println(compute());
  }
}
