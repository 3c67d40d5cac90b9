package org.chainrule.engine.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.engine.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArrangementTest {
  private static List<Integer> heights(int bits, int rows) {
    Product product = Shapes.matrices(100, 100, 64, false, false);
    Arrangement by = Arrangement.of(new Lanes(Precision.FLOAT32, bits), product, 1);
    List<Integer> heights = new ArrayList<>();
    int left = rows;
    while (left > 0) {
      heights.add(by.height(left));
      left -= by.height(left);
    }
    assertThat(left).isZero();
    return heights;
  }

  /** A tile of one row or two takes as long as one of four. */
  @ParameterizedTest
  @CsvSource({"33, 7", "32, 7", "8, 2", "7, 2", "95, 19", "4, 1", "3, 2"})
  void fewTilesAreLow(int rows, int tiles) {
    assertThat(heights(256, rows)).hasSize(tiles);
  }

  /** Of rows of one block. */
  @ParameterizedTest
  @ValueSource(ints = {128, 256, 512})
  void noneIsLowIfThatCanBe(int bits) {
    int granule = bits < 512 ? 1 : 4;
    for (int rows = bits < 512 ? 12 : 4; rows <= 95; rows += granule) {
      assertThat(heights(bits, rows)).as("%d rows", rows).allMatch(height -> height >= 4);
    }
  }
}
