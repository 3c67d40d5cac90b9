package org.chainrule.engine.kernel;

import jdk.incubator.vector.VectorShape;
import org.chainrule.engine.Allocation;
import org.chainrule.engine.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once its code is compiled, a kernel allocates nothing. */
class KernelAllocationTest {
  private static final int SIZE = 70;

  /** Vectors are objects until the code is compiled. */
  @ParameterizedTest
  @EnumSource
  void aRunAllocatesNothing(Precision precision) {
    Kernel kernel =
        Kernels.vector(Schedule.of(KernelsTest.softmax(precision)), VectorShape.preferredShape());
    boolean single = precision == Precision.FLOAT32;
    Object x = single ? new float[SIZE] : new double[SIZE];
    Object scratch = single ? new float[64] : new double[64];
    Object[] arrays = {x, single ? new float[SIZE] : new double[SIZE]};
    int[] geometry = {0, 0, 2, SIZE / 2, SIZE / 2, SIZE / 2};
    Allocation.assertNoneInTheEnd(() -> kernel.run(arrays, geometry, scratch, 0, 2));
  }
}
