package org.chainrule.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShapeTest {
  private static Shape shape(String sizes) {
    return sizes.isEmpty()
        ? Shape.SCALAR
        : Shape.of(Arrays.stream(sizes.split(" ")).mapToInt(Integer::parseInt).toArray());
  }

  /** The examples of NumPy's manual, and empty axes. */
  @ParameterizedTest
  @CsvSource({
    "256 256 3, 3, 256 256 3",
    "8 1 6 1, 7 1 5, 8 7 6 5",
    "5 4, 1, 5 4",
    "15 3 5, 15 1 5, 15 3 5",
    "15 3 5, 3 1, 15 3 5",
    "'', 2 3, 2 3",
    "'', '', ''",
    "0, 1, 0",
    "1, 2 0, 2 0",
    "3 1, 0, 3 0"
  })
  void operandsGrowToACommonShape(String a, String b, String common) {
    assertThat(Shape.broadcast("op", shape(a), shape(b))).isEqualTo(shape(common));
    assertThat(Shape.broadcast("op", shape(b), shape(a))).isEqualTo(shape(common));
  }

  @ParameterizedTest
  @CsvSource({"3, 4", "2 1, 8 4 3", "0, 2", "2 3, 2"})
  void otherOperandsDoNot(String a, String b) {
    assertThatThrownBy(() -> Shape.broadcast("op", shape(a), shape(b)))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("op: shapes " + shape(a) + " and " + shape(b));
  }

  @Test
  void positionsAndIndicesAreRowMajor() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.position(1, 2, 3)).isEqualTo(23);
    assertThat(shape.position(0, 1, 0)).isEqualTo(4);
    for (int position = 0; position < shape.elements(); position++) {
      assertThat(shape.position(shape.index(position))).isEqualTo(position);
    }
    assertThat(shape.strides()).containsExactly(12, 4, 1);
    assertThat(Shape.SCALAR.index(0)).isEmpty();
    assertThat(Shape.SCALAR.elements()).isEqualTo(1);
  }

  @Test
  void axesCountFromEitherEnd() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.size(-1)).isEqualTo(4);
    assertThat(shape.axis(-3)).isZero();
    assertThat(shape.axes("op", -1, 0)).containsExactly(0, 2);
    assertThat(shape.axes("op")).containsExactly(0, 1, 2);
    assertThatThrownBy(() -> shape.size(3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("shape: axis 3 does not exist in shape [2, 3, 4]");
  }

  @Test
  void shapesFromShapes() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.prepend(5)).isEqualTo(Shape.of(5, 2, 3, 4));
    assertThat(shape.concat(Shape.of(7))).isEqualTo(Shape.of(2, 3, 4, 7));
    assertThat(shape.range(1, 3)).isEqualTo(Shape.of(3, 4));
    assertThat(shape.with(-1, 9)).isEqualTo(Shape.of(2, 3, 9));
    assertThat(shape.without(List.of(0, 2))).isEqualTo(Shape.of(3));
    assertThat(shape.keeping(List.of(0, 2))).isEqualTo(Shape.of(1, 3, 1));
    assertThat(shape).hasToString("[2, 3, 4]");
  }

  @Test
  void sizesAreNotNegativeAndElementsCanBeCounted() {
    assertThatThrownBy(() -> Shape.of(2, -1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("shape [2, -1] has a negative size");
    assertThatThrownBy(() -> Shape.of(1 << 16, 1 << 16))
        .isInstanceOf(ShapeException.class)
        .hasMessage("shape [65536, 65536] has more than 2^31 - 1 elements");
    assertThat(Shape.of(Integer.MAX_VALUE).elements()).isEqualTo(Integer.MAX_VALUE);
    assertThat(Shape.of(0, Integer.MAX_VALUE).elements()).isZero();
  }
}
