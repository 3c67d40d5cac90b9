package org.chainrule.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TensorTest {
  @Test
  void nobodyCanChangeIt() {
    double[] values = {1, 2};
    Tensor tensor = Tensor.of(Shape.of(2), values);
    values[0] = 7;
    tensor.toArray()[1] = 7;
    assertThat(tensor).isEqualTo(Tensor.vector(1, 2));
  }

  @Test
  void equalityIsOfShapesAndBits() {
    assertThat(Tensor.vector(Double.NaN)).isEqualTo(Tensor.vector(Double.NaN));
    assertThat(Tensor.vector(0.0)).isNotEqualTo(Tensor.vector(-0.0));
    assertThat(Tensor.vector(1)).isNotEqualTo(Tensor.scalar(1));
    assertThat(Tensor.vector(1, 2)).hasSameHashCodeAs(Tensor.of(Shape.of(2), 1, 2));
  }

  @Test
  void elementsByIndex() {
    Tensor matrix = Tensor.matrix(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(matrix.get(1, 2)).isEqualTo(6);
    assertThat(matrix.at(2)).isEqualTo(3);
    assertThatThrownBy(() -> matrix.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.get(1))
        .isInstanceOf(ShapeException.class)
        .hasMessage("index [1] does not fit shape [2, 3]");
  }

  @Test
  void valuesMustFillTheShape() {
    assertThatThrownBy(() -> Tensor.of(Shape.of(2, 2), 1, 2, 3))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tensor: shape [2, 2] needs 4 values, not 3");
    assertThatThrownBy(() -> Tensor.matrix(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(ShapeException.class)
        .hasMessage("matrix: rows of 2 and 1 values");
    assertThat(Tensor.matrix().shape()).isEqualTo(Shape.of(0, 0));
  }

  @Test
  void onlyANumberIsAnItem() {
    assertThat(Tensor.filled(Shape.of(1, 1), 3).item()).isEqualTo(3);
    assertThatThrownBy(() -> Tensor.vector(1, 2).item())
        .isInstanceOf(ShapeException.class)
        .hasMessage("item: shape [2] does not hold exactly one number");
    assertThatThrownBy(() -> Tensor.vector().item()).isInstanceOf(ShapeException.class);
  }

  @Test
  void smallTensorsAreWrittenOut() {
    assertThat(Tensor.scalar(2.5)).hasToString("2.5");
    assertThat(Tensor.vector(1, 2)).hasToString("[2][1.0, 2.0]");
    assertThat(Tensor.filled(Shape.of(100), 1)).hasToString("[100][…]");
  }
}
