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
      vector(sample.nest())
          .run(arrays, sample.geometry(), KernelInput.scratch(sample.precision()), 0, sample.end());
      digest = digest(arrays, digest);
    }
    for (RowTotalsTest.Case of : RowTotalsTest.cases().toList()) {
      Object[] arrays = of.arrays();
      vector(of.nest())
          .run(arrays, of.geometry(), KernelInput.scratch(of.precision()), 0, of.end());
      digest = digest(arrays, digest);
    }
    for (LaneBlocksTest.Case of : LaneBlocksTest.cases().toList()) {
      Object[] arrays = of.arrays();
      vector(of.nest())
          .run(arrays, of.geometry(), KernelInput.scratch(of.precision()), 0, of.end());
      digest = digest(arrays, digest);
    }
    return Long.toHexString(digest);
  }

  private static Kernel vector(Nest nest) {
    return Kernels.vector(Schedule.of(nest), VectorBits.PREFERRED);
  }

  private static long digest(Object[] arrays, long before) {
    long digest = before;
    for (Object array : arrays) {
      for (int i = 0; i < Array.getLength(array); i++) {
        digest = 31 * digest + Double.doubleToLongBits(Array.getDouble(array, i));
      }
    }
    return digest;
  }

  /** Prints it, for the process that started this one. */
  public static void main(String[] arguments) {
    System.out.println(compute());
  }
}
