package org.chainrule.engine.contraction;

import org.chainrule.engine.Allocation;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.thread.Workers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once its code is compiled, a run of a product allocates nothing. */
class ContractionAllocationTest {

  @ParameterizedTest
  @CsvSource({"64, 64, 64, false", "33, 10, 70, true", "1, 40, 50, true"})
  void aRunAllocatesNothing(int rows, int columns, int inner, boolean transposed) {
    Product product = Shapes.matrices(rows, columns, inner, transposed, transposed);
    Contraction contraction =
        Contraction.of(product, Lanes.preferred(Precision.FLOAT32), 2, Mode.VECTOR, 0);
    float[] a = new float[rows * inner];
    float[] b = new float[inner * columns];
    float[] c = new float[rows * columns];
    float[] work = new float[contraction.workspace()];
    try (Workers workers = Workers.of(2)) {
      Allocation.assertNoneInTheEnd(() -> contraction.run(a, 0, b, 0, c, 0, work, 0, workers));
    }
  }
}
