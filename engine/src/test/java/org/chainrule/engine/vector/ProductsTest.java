package org.chainrule.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiles add up in the same order as a loop over the inner axis: the bits are equal. */
class ProductsTest {

  @ParameterizedTest
  @CsvSource({
    "1, 50, 100",
    "1, 128, 400",
    "3, 64, 40",
    "4, 17, 100",
    "12, 32, 50",
    "25, 70, 900",
    "40, 9, 30"
  })
  void tilesGiveTheBitsOfALoop(int rows, int columns, int inner) {
    double[] a = numbers(rows * inner, 1);
    double[] b = numbers(inner * columns, 2);
    double[] wanted = new double[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double sum = 0;
        for (int p = 0; p < inner; p++) {
          sum = Math.fma(a[i * inner + p], b[p * columns + j], sum);
        }
        wanted[i * columns + j] = sum;
      }
    }
    Offsets none = Offsets.of(new int[] {0});
    Product product =
        new Product(
            none,
            none,
            none,
            steps(rows, inner),
            steps(rows, columns),
            steps(columns, 1),
            steps(columns, 1),
            steps(inner, 1),
            steps(inner, columns));
    Multiplying.Prepared<double[]> prepared = Kernels.float64().multiplying().prepare(product);
    assertThat(prepared).isInstanceOf(TiledProduct.class);
    double[] c = new double[rows * columns];
    prepared.run(a, 0, b, 0, c, 0, new double[prepared.workspace()], 0);
    assertThat(c).isEqualTo(wanted);
  }

  private static Offsets steps(int count, int step) {
    int[] at = new int[count];
    Arrays.setAll(at, i -> i * step);
    return Offsets.of(at);
  }

  private static double[] numbers(int count, long seed) {
    return new Random(seed).doubles(count, -1, 1).toArray();
  }
}
