package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Nest.Store;
import org.chainrule.engine.kernel.Term.Combine;
import org.chainrule.engine.kernel.Term.Load;
import org.chainrule.engine.kernel.Term.Operator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lanes that are stored apart, once the JVM has compiled the kernel. */
class CompiledScatterTest {
  private static final int ROWS = 50;
  private static final int COLUMNS = 10;
  private static final int RUNS = 40_000;

  /**
   * W − h dᵀ along the columns of W; of vectors in a row all must be stored, not the last alone.
   */
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void allVectorsAreStored(int bits) {
    Nest nest =
        new Nest(
            Precision.FLOAT32,
            0,
            1,
            false,
            ROWS,
            List.of(COLUMNS, 1, 0),
            List.of(List.of(1), List.of(0), List.of(1)),
            List.of(true, false, true),
            List.of(
                new Load(0),
                new Load(1),
                new Load(2),
                new Combine(Operator.MULTIPLY, 1, 2),
                new Combine(Operator.SUBTRACT, 0, 3)),
            List.of(new Store(4, 0)),
            OptionalInt.empty());
    Kernel kernel = Kernels.vector(Schedule.of(nest), bits);
    float[] w = new float[ROWS * COLUMNS];
    Object[] arrays = {w, filled(ROWS, 1), filled(COLUMNS, 1)};
    int[] geometry = {0, 0, 0, COLUMNS, ROWS, 1, 0, 1};
    float[] scratch = new float[Kernels.SCRATCH];
    for (int run = 1; run <= RUNS; run++) {
      kernel.run(arrays, geometry, scratch, 0, ROWS);
      if (run % 1000 == 0) {
        assertThat(w).as("after %d runs", run).isEqualTo(filled(w.length, -run));
      }
    }
  }

  private static float[] filled(int size, float number) {
    float[] array = new float[size];
    Arrays.fill(array, number);
    return array;
  }
}
