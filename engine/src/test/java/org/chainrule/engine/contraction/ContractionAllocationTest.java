package org.chainrule.engine.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.chainrule.engine.Precision;
import org.chainrule.engine.thread.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once its code is compiled, a run of a product allocates nothing. */
class ContractionAllocationTest {

  @ParameterizedTest
  @CsvSource({"64, 64, 64, false", "33, 10, 70, true", "1, 40, 50, true"})
  void aRunAllocatesNothing(int rows, int columns, int inner, boolean transposed) {
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Product product = Shapes.matrices(rows, columns, inner, transposed, transposed);
    Contraction contraction =
        Contraction.of(product, Lanes.preferred(Precision.FLOAT32), 2, false, Mode.VECTOR, 0);
    float[] a = new float[rows * inner];
    float[] b = new float[inner * columns];
    float[] c = new float[rows * columns];
    float[] work = new float[contraction.workspace()];
    long fewest = Long.MAX_VALUE;
    try (Workers workers = Workers.of(2)) {
      for (int attempt = 0; attempt < 5000 && fewest > 0; attempt++) {
        long before = thread.getCurrentThreadAllocatedBytes();
        for (int run = 0; run < 100; run++) {
          contraction.run(a, 0, b, 0, c, 0, work, 0, workers, Epilogue.NONE);
        }
        fewest = Math.min(fewest, thread.getCurrentThreadAllocatedBytes() - before);
      }
    }
    assertThat(fewest).isZero();
  }
}
