package org.chainrule.engine.contraction;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.kernel.VectorBits;
import org.chainrule.engine.thread.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Products give the bits of a plain loop, whatever vectors and threads are used. */
class ContractionTest {
  /** Far longer than compilers take. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final int PRODUCTS = 150;

  /** Sizes around those of tiles and vectors, and of blocks. */
  private static final int[] SIZES = {
    0, 1, 2, 3, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 31, 32, 33, 50
  };

  private static final int[] INNER = {0, 1, 2, 3, 8, 17, 40, 450};

  private static RandomProduct random(Random random) {
    return RandomProduct.of(
        random,
        random.nextInt(4),
        SIZES[random.nextInt(SIZES.length)],
        SIZES[random.nextInt(SIZES.length)],
        INNER[random.nextInt(INNER.length)]);
  }

  private static Contraction contraction(
      RandomProduct product, Lanes lanes, int threads, Mode mode) {
    // A large threshold would leave small products to one thread.
    return Contraction.of(product.product, lanes, threads, mode, 0);
  }

  private static double[] run(RandomProduct given, Contraction contraction, Workers workers) {
    double[] c = new double[given.sizeC + 3];
    Arrays.fill(c, Double.NaN);
    double[] work = new double[contraction.workspace() + 2];
    Arrays.fill(work, Double.NaN);
    contraction.run(given.a, 0, given.b, 0, c, 3, work, 2, workers);
    return Arrays.copyOfRange(c, 3, c.length);
  }

  private static float[] runFloats(RandomProduct given, Contraction contraction, Workers workers) {
    float[] c = new float[given.sizeC];
    Arrays.fill(c, Float.NaN);
    float[] work = new float[contraction.workspace()];
    Arrays.fill(work, Float.NaN);
    contraction.run(floats(given.a), 0, floats(given.b), 0, c, 0, work, 0, workers);
    return c;
  }

  private static float[] runFloats(RandomProduct given, Way way, Workers workers) {
    float[] c = new float[given.sizeC];
    Arrays.fill(c, Float.NaN);
    float[] work = new float[way.workspace()];
    way.run(floats(given.a), 0, floats(given.b), 0, c, 0, work, 0, workers);
    return c;
  }

  private static float[] floats(double[] numbers) {
    float[] floats = new float[numbers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) numbers[i];
    }
    return floats;
  }

  @ParameterizedTest
  @CsvSource({
    "PLAIN, 512, 1, 1",
    "PLAIN, 128, 2, 2",
    "VECTOR, 128, 1, 3",
    "VECTOR, 256, 3, 4",
    "VECTOR, 512, 2, 5",
    "ADAPTIVE, 512, 2, 6"
  })
  void everyElementIsAddedUpInItsOrder(Mode mode, int bits, int threads, long seed) {
    Random random = new Random(seed);
    Lanes doubles = new Lanes(Precision.FLOAT64, bits);
    Lanes floats = new Lanes(Precision.FLOAT32, bits);
    try (Workers workers = Workers.of(threads)) {
      for (int i = 0; i < PRODUCTS; i++) {
        RandomProduct product = random(random);
        Contraction inDoubles = contraction(product, doubles, threads, mode);
        assertThat(run(product, inDoubles, workers))
            .as("seed %d, product %d: %s", seed, i, inDoubles.description())
            .isEqualTo(product.expected());
        Contraction inFloats = contraction(product, floats, threads, mode);
        assertThat(runFloats(product, inFloats, workers))
            .as("seed %d, product %d in float32: %s", seed, i, inFloats.description())
            .isEqualTo(product.expectedFloats());
      }
    }
  }

  /** Sizes that need several blocks of rows, of columns or of the inner axis, packed or not. */
  @ParameterizedTest
  @CsvSource({
    "PLAIN, 512, 100, 300, 40, 13",
    "VECTOR, 512, 100, 300, 40, 14",
    "VECTOR, 256, 13, 600, 460, 15",
    "PLAIN, 512, 210, 70, 900, 16",
    "VECTOR, 512, 25, 2100, 130, 17"
  })
  void largeProductsAreDoneInBlocks(
      Mode mode, int bits, int rows, int columns, int inner, long seed) {
    Random random = new Random(seed);
    Lanes lanes = new Lanes(Precision.FLOAT32, bits);
    try (Workers workers = Workers.of(2)) {
      for (int i = 0; i < 6; i++) {
        RandomProduct product = RandomProduct.of(random, 1 + i % 2, rows, columns, inner);
        Contraction contraction = contraction(product, lanes, 2, mode);
        assertThat(runFloats(product, contraction, workers))
            .as("seed %d, product %d: %s", seed, i, contraction.description())
            .isEqualTo(product.expectedFloats());
        Arrangement inPlace = Arrangement.of(lanes, product.product, 2).withoutPackedA();
        assertThat(runFloats(product, new Way(inPlace, 2, mode), workers))
            .as("seed %d, product %d: %s", seed, i, inPlace.description(false))
            .isEqualTo(product.expectedFloats());
      }
    }
  }

  /** Code for vectors is exchanged for plain loops, however the left side lies. */
  @ParameterizedTest
  @MethodSource("widths")
  void vectorsComeToBeUsed(int bits) {
    Random random = new Random(31);
    for (boolean transposed : new boolean[] {false, true}) {
      comeToBeUsed(bits, RandomProduct.ofMatrices(random, 37, 70, 500, transposed, false));
    }
  }

  /**
   * The widths for which every processor compiles vectors, and the one that this one likes best.
   */
  private static IntStream widths() {
    return IntStream.of(128, 256, VectorBits.PREFERRED).distinct();
  }

  /** Panels as wide as tiles, half as wide, and twice; several blocks of the inner axis. */
  @ParameterizedTest
  @CsvSource({"128, 8, 32", "256, 16, 33", "256, 8, 34", "256, 32, 35", "512, 32, 36"})
  void panelsAreReadWhereTheyLie(int bits, int width, long seed) {
    Random random = new Random(seed);
    for (int rows : new int[] {1, 2, 3, 12, 37}) {
      for (int inner : new int[] {1, 60, 500}) {
        RandomProduct product = RandomProduct.inPanels(random, rows, 3, width, inner);
        Contraction contraction =
            contraction(product, new Lanes(Precision.FLOAT32, bits), 2, Mode.VECTOR);
        try (Workers workers = Workers.of(2)) {
          assertThat(runFloats(product, contraction, workers))
              .as("seed %d, %d rows, inner axis of %d", seed, rows, inner)
              .isEqualTo(product.expectedFloats());
        }
      }
    }
    if (bits <= VectorBits.PREFERRED) {
      comeToBeUsed(bits, RandomProduct.inPanels(random, 37, 3, width, 500));
    }
  }

  /** As those that are read in every step of a loop. */
  @ParameterizedTest
  @CsvSource({"1, 384", "1, 1088", "2, 320", "2, 64", "12, 320"})
  void panelsOfTheWidthOfTilesFollowEachOther(int rows, int columns) {
    Random random = new Random(37);
    for (int bits : new int[] {128, 256, 512}) {
      Lanes lanes = new Lanes(Precision.FLOAT32, bits);
      int width = Arrangement.vectors(lanes, rows, columns, 2) * lanes.count();
      assertThat(columns % width).isZero();
      RandomProduct product = RandomProduct.inPanels(random, rows, columns / width, width, 60);
      Arrangement by = Arrangement.of(lanes, product.product, 2);
      assertThat(by.level).as("%d bits: %s", bits, by.description(false)).isTrue();
      try (Workers workers = Workers.of(2)) {
        assertThat(runFloats(product, new Way(by, 2, Mode.VECTOR), workers))
            .as("%d bits: %s", bits, by.description(false))
            .isEqualTo(product.expectedFloats());
      }
    }
  }

  private static void comeToBeUsed(int bits, RandomProduct product) {
    Arrangement packed = Arrangement.of(new Lanes(Precision.FLOAT32, bits), product.product, 1);
    try (Workers workers = Workers.of(1)) {
      for (Arrangement by : List.of(packed, packed.withoutPackedA())) {
        Way way = new Way(by, 1, Mode.ADAPTIVE);
        long start = System.nanoTime();
        while (!way.ready(true) && System.nanoTime() - start < PATIENCE.toNanos()) {
          runFloats(product, way, workers);
        }
        assertThat(way.ready(false)).as(by.description(false)).isTrue();
        assertThat(runFloats(product, way, workers)).isEqualTo(product.expectedFloats());
      }
    }
  }

  /** A left side stored by columns is transposed while it is packed, by whole squares. */
  @ParameterizedTest
  @CsvSource({"VECTOR, 128", "VECTOR, 256", "VECTOR, 512"})
  void whatIsTransposedFillsItsRowsOnly(Mode mode, int bits) {
    Random random = new Random(18);
    Lanes doubles = new Lanes(Precision.FLOAT64, bits);
    Lanes floats = new Lanes(Precision.FLOAT32, bits);
    try (Workers workers = Workers.of(1)) {
      for (int inner = 14; inner <= 82; inner++) {
        RandomProduct product = RandomProduct.ofMatrices(random, 37, 70, inner, true, false);
        assertThat(run(product, contraction(product, doubles, 1, mode), workers))
            .as("inner axis of %d", inner)
            .isEqualTo(product.expected());
        assertThat(runFloats(product, contraction(product, floats, 1, mode), workers))
            .as("inner axis of %d in float32", inner)
            .isEqualTo(product.expectedFloats());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, 512", "VECTOR, 128", "VECTOR, 256", "VECTOR, 512", "ADAPTIVE, 512"})
  void fewLongRowsMeetColumnsInSixteenParts(Mode mode, int bits) {
    Random random = new Random(12);
    try (Workers workers = Workers.of(2)) {
      for (int inner : new int[] {63, 64, 65, 79, 80, 200}) {
        for (int few = 1; few <= 2; few++) {
          for (int many : new int[] {1, 2, 3, 8, 9, 17, 40}) {
            for (RandomProduct product :
                List.of(
                    RandomProduct.ofMatrices(random, few, many, inner, false, true),
                    RandomProduct.ofMatrices(random, many, few, inner, false, true))) {
              boolean parts = product.product.dots() || product.product.transposed().dots();
              assertThat(parts).isEqualTo(inner >= 64);
              Lanes doubles = new Lanes(Precision.FLOAT64, bits);
              assertThat(run(product, contraction(product, doubles, 2, mode), workers))
                  .isEqualTo(product.expected());
              Lanes floats = new Lanes(Precision.FLOAT32, bits);
              assertThat(runFloats(product, contraction(product, floats, 2, mode), workers))
                  .isEqualTo(product.expectedFloats());
            }
          }
        }
      }
    }
  }

  @Test
  void convolutionsAreProductsOfWindows() {
    Shapes.Convolution convolution = new Shapes.Convolution(2, 3, 5, 6);
    Random random = new Random(11);
    float[] x = floats(random.doubles(convolution.input()).toArray());
    float[] w = floats(random.doubles(convolution.weights()).toArray());
    float[] y = new float[2 * 5 * 6 * 6];
    Contraction contraction = Contraction.of(convolution.forward(), Precision.FLOAT32, 1);
    try (Workers workers = Workers.of(1)) {
      contraction.run(w, 0, x, 0, y, 0, new float[contraction.workspace()], 0, workers);
    }
    for (int at = 0; at < y.length; at++) {
      int picture = at / 180;
      int filter = at / 36 % 5;
      float sum = 0;
      for (int tap = 0; tap < 27; tap++) {
        int row = at / 6 % 6 + tap / 3 % 3;
        int column = at % 6 + tap % 3;
        int pixel = ((picture * 3 + tap / 9) * 8 + row) * 8 + column;
        sum = Math.fma(w[filter * 27 + tap], x[pixel], sum);
      }
      assertThat(y[at]).as("element %d", at).isEqualTo(sum);
    }
  }
}
