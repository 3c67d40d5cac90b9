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
      digest = digest(sample.nest(), sample.arrays(), sample.geometry(), sample.end(), digest);
    }
    for (RowTotalsTest.Case of : RowTotalsTest.cases().toList()) {
      digest = digest(of.nest(), of.arrays(), of.geometry(), of.end(), digest);
    }
    for (LaneBlocksTest.Case of : LaneBlocksTest.cases().toList()) {
      digest = digest(of.nest(), of.arrays(), of.geometry(), of.end(), digest);
    }
    return Long.toHexString(digest);
  }

  /** Runs a nest in vectors, and adds what its arrays are then to a digest. */
  private static long digest(Nest nest, Object[] arrays, int[] geometry, int end, long before) {
    Kernels.vector(Schedule.of(nest), VectorBits.PREFERRED)
        .run(arrays, geometry, KernelInput.scratch(nest.precision()), 0, end);
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
