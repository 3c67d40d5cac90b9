package org.chainrule.engine.kernel;

import org.chainrule.engine.Allocation;
import org.chainrule.engine.Precision;

/** Fails if vector code still allocates after many runs; for a virtual machine of its own. */
final class KernelSteadyState {
  private static final int SIZE = 70;

  private KernelSteadyState() {}

  /** Vectors are objects until the code is compiled. */
  public static void main(String[] arguments) {
    for (Precision precision : Precision.values()) {
      Kernel kernel =
          Kernels.vector(Schedule.of(KernelsTest.softmax(precision)), VectorBits.PREFERRED);
      Object scratch = KernelInput.scratch(precision);
      Object[] arrays = {KernelInput.zeros(precision, SIZE), KernelInput.zeros(precision, SIZE)};
      int[] geometry = {0, 0, 2, SIZE / 2, SIZE / 2, SIZE / 2};
      Allocation.assertNoneInTheEnd(() -> kernel.run(arrays, geometry, scratch, 0, 2));
      System.out.println(precision + " allocates nothing");
    }
  }
}
