package org.chainrule.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;

class GreyPictureTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static int[] greys(Tensor values) {
    BufferedImage image = GreyPicture.of(values);
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(
            i -> {
              int y = Math.floorDiv(i, image.getWidth());
              return image.getRaster().getSample(i % image.getWidth(), y, 0);
            })
        .toArray();
  }

  @Test
  void theSmallestIsWhiteAndTheLargestBlack() {
    Tensor values = Tensor.matrix(new double[] {-2, 0, 2}, new double[] {1, -1, -2});
    BufferedImage image = GreyPicture.of(values);
    assertThat(image.getWidth()).isEqualTo(3);
    assertThat(image.getHeight()).isEqualTo(2);
    // 255 (2 − v)/4
    assertThat(greys(values)).containsExactly(255, 128, 0, 64, 191, 255);
  }

  @Test
  void equalNumbersAreWhite() {
    assertThat(greys(Tensor.filled(Shape.of(1, 3), 5))).containsOnly(255);
  }

  @Test
  void whatIsNotFiniteDoesNotSpoilTheRest() {
    double[] row = {0, 1, INFINITY, -INFINITY, Double.NaN};
    assertThat(greys(Tensor.matrix(row))).containsExactly(255, 0, 0, 255, 255);
    assertThat(greys(Tensor.matrix(new double[] {Double.NaN, INFINITY}))).containsOnly(255);
  }

  @Test
  void aPictureHasTwoAxes() {
    assertThatThrownBy(() -> GreyPicture.of(Tensor.vector(1, 2)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("picture: needs shape [height, width], not [2]");
    assertThatThrownBy(() -> GreyPicture.of(Tensor.filled(Shape.of(0, 3), 0)))
        .isInstanceOf(ShapeException.class);
  }
}
