package org.chainrule.engine.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Mode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Blocks whose rows and columns both lie side by side in parts, as those of windows do. */
class MovesTest {
  private static final int ROWS = 37;

  @ParameterizedTest
  @CsvSource({"128, 1", "256, 2", "512, 3"})
  void aBlockIsCopiedHoweverItLies(int bits, long seed) {
    Random random = new Random(seed);
    Lanes lanes = new Lanes(Precision.FLOAT32, bits);
    Moves moves = Moves.of(lanes, Mode.VECTOR);
    for (int i = 0; i < 200; i++) {
      int columns = 1 + random.nextInt(70);
      int width = Math.ceilDiv(columns, lanes.count()) * lanes.count();
      int[] at = new int[columns];
      for (int column = 1; column < columns; column++) {
        // Runs of about eight, among which others lie apart.
        boolean beside = column % 16 < 8 && random.nextInt(8) > 0;
        at[column] = at[column - 1] + (beside ? 1 : 1 + random.nextInt(3));
      }
      Offsets columnsX = Offsets.of(at);
      Offsets rowsX = Offsets.affine(ROWS, 1);
      Offsets rowsZ = Offsets.affine(ROWS, width);
      Offsets columnsZ = Offsets.affine(width, 1);
      float[] x = new float[at[columns - 1] + ROWS + lanes.count()];
      for (int k = 0; k < x.length; k++) {
        x[k] = random.nextFloat();
      }
      float[] z = new float[ROWS * width];
      moves.copy(true, ROWS, columns, x, 0, rowsX, 0, columnsX, 0, z, 0, rowsZ, 0, columnsZ, 0);
      for (int row = 0; row < ROWS; row++) {
        for (int column = 0; column < columns; column++) {
          assertThat(z[row * width + column])
              .as("seed %d, block %d, row %d, column %d", seed, i, row, column)
              .isEqualTo(x[row + at[column]]);
        }
      }
    }
  }
}
