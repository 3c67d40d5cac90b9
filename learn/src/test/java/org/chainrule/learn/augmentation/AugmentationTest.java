package org.chainrule.learn.augmentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.Reference;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures against SciPy's, which src/test/python/augmentation.py made. */
class AugmentationTest {
  private static final int ROWS = 7;
  private static final int COLUMNS = 9;
  private static final Shape SHAPE = Shape.of(ROWS, COLUMNS);
  private static final Map<String, double[]> SCIPY = Reference.read("augmentation.json", "cases");

  private static double[] scipy(String name) {
    return Objects.requireNonNull(SCIPY.get(name));
  }

  private static Field field(String name) {
    return switch (name) {
      case "shift" -> Field.shift(ROWS, COLUMNS, 1.25, -0.75);
      case "rotate" -> Field.rotation(ROWS, COLUMNS, Math.toRadians(20));
      case "scale" -> Field.scaling(ROWS, COLUMNS, 1.3);
      case "shrink" -> Field.scaling(ROWS, COLUMNS, 0.6);
      case "rotate_scale" ->
          Field.rotation(ROWS, COLUMNS, Math.toRadians(20)).then(Field.scaling(ROWS, COLUMNS, 1.3));
      case "elastic" -> {
        double[] down = Gaussian.smooth(scipy("field"), ROWS, COLUMNS, 2);
        double[] right = Arrays.stream(down).map(v -> -v).toArray();
        yield Field.displacement(ROWS, COLUMNS, down, right, 6);
      }
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"shift", "rotate", "scale", "shrink", "rotate_scale", "elastic"})
  void movesPicturesAsSciPyDoes(String name) {
    Picture moved = Picture.of(SHAPE, scipy("picture")).sampled(field(name));
    assertThat(moved.values()).containsExactly(scipy(name), within(1e-12));
  }

  @Test
  void smoothsAsSciPyDoes() {
    double[] noise = scipy("field");
    assertThat(Gaussian.smooth(noise, ROWS, COLUMNS, 2))
        .containsExactly(scipy("smooth"), within(1e-14));
    assertThat(Gaussian.smooth(noise, ROWS, COLUMNS, 0.6))
        .containsExactly(scipy("smooth_little"), within(1e-14));
  }

  /** The fraction of a shift by one uniform number is what linear interpolation gives back. */
  @Test
  void drawsWithinTheBoundsAndCoversThem() {
    double[] ramp = new double[ROWS * COLUMNS];
    Arrays.setAll(ramp, p -> p % COLUMNS);
    double lowest = 0;
    double highest = 0;
    for (int i = 0; i < 500; i++) {
      Philox random = Philox.of(3, "example " + i);
      double[] moved =
          Augmentation.apply(List.of(new Motion.Shift(1.5)), ramp.clone(), SHAPE, random);
      double right = 4 - moved[3 * COLUMNS + 4];
      lowest = Math.min(lowest, right);
      highest = Math.max(highest, right);
    }
    assertThat(lowest).isBetween(-1.5, -1.45);
    assertThat(highest).isBetween(1.45, 1.5);
  }

  @Test
  void channelsMoveAlike() {
    double[] picture = scipy("picture");
    double[] two = Arrays.copyOf(picture, 2 * picture.length);
    System.arraycopy(picture, 0, two, picture.length, picture.length);
    List<Augmentation> all = List.of(new Motion.Rotate(40), new Motion.Elastic(6, 2));
    double[] moved = Augmentation.apply(all, two, SHAPE.prepend(2), Philox.of(1, "channels"));
    assertThat(Arrays.copyOfRange(moved, picture.length, two.length))
        .isEqualTo(Arrays.copyOf(moved, picture.length))
        .isNotEqualTo(picture);
  }

  @Test
  void noiseHasItsDeviation() {
    double[] values = new double[20_000];
    Augmentation.apply(
        List.of(new Noise(0.3)), values, Shape.of(values.length), Philox.of(2, "noise"));
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow() - mean * mean;
    assertThat(mean).isCloseTo(0, within(0.01));
    assertThat(Math.sqrt(variance)).isCloseTo(0.3, within(0.006));
  }

  @Test
  void droppedTokensLeaveNoGaps() {
    double[] tokens = new double[5000];
    Arrays.setAll(tokens, i -> i < 4000 ? i + 1 : 0);
    double[] kept =
        Augmentation.apply(
            List.of(new TokenDrop(0.25)), tokens, Shape.of(5000), Philox.of(4, "drop"));
    int count = (int) Arrays.stream(kept).filter(t -> t != 0).count();
    assertThat(count).isBetween(2900, 3100);
    for (int i = 1; i < count; i++) {
      assertThat(kept[i]).isGreaterThan(kept[i - 1]);
    }
    assertThat(Arrays.copyOfRange(kept, count, 5000)).containsOnly(0);
    double[] single =
        Augmentation.apply(
            List.of(new TokenDrop(0.999)), new double[] {7, 0}, Shape.of(2), Philox.of(4, "one"));
    assertThat(single).containsExactly(7, 0);
  }

  @Test
  void onlyPicturesMove() {
    assertThatThrownBy(() -> new Motion.Shift(1).require(Shape.of(5)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("needs pictures");
    assertThatThrownBy(() -> new TokenDrop(0.1).require(SHAPE)).hasMessageContaining("texts");
    assertThatThrownBy(() -> new TokenDrop(1)).hasMessageContaining("less than 1");
  }
}
