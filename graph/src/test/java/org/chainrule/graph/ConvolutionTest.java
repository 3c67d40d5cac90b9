package org.chainrule.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

class ConvolutionTest {
  /** Worked out by hand. */
  @Test
  void edgeDetectorOverSixBySix() {
    Tensor picture =
        Tensor.of(
            Shape.of(1, 1, 6, 6),
            1,
            0,
            -2,
            3,
            4,
            1,
            2,
            9,
            5,
            6,
            0,
            -1,
            0,
            -3,
            1,
            3,
            4,
            4,
            6,
            5,
            2,
            0,
            6,
            8,
            -5,
            4,
            -3,
            1,
            3,
            -2,
            4,
            1,
            2,
            8,
            9,
            7);
    Tensor filter = Tensor.of(Shape.of(1, 1, 3, 3), -1, -1, -1, -1, 8, -1, -1, -1, -1);
    Expr y = Convolution.PLAIN.convolve(Expr.constant(picture), Expr.constant(filter));
    assertThat(Interpreter.evaluate(y, Map.of()))
        .isEqualTo(
            Tensor.of(
                Shape.of(1, 1, 4, 4),
                68,
                23,
                30,
                -24,
                -54,
                -19,
                0,
                6,
                38,
                8,
                -17,
                27,
                20,
                -47,
                -19,
                -13));
  }

  /** Two pictures of two channels, three filters, against the sum written out. */
  @Test
  void strideAndPaddingAndDilationAsInTheFormula() {
    Tensor x = numbers(Shape.of(2, 2, 5, 7));
    Tensor w = numbers(Shape.of(3, 2, 3, 2));
    Expr node = new Convolution(2, 1, 2).convolve(Expr.constant(x), Expr.constant(w));
    Tensor y = Interpreter.evaluate(node, Map.of());
    assertThat(y.shape()).isEqualTo(Shape.of(2, 3, 2, 4));
    for (int at = 0; at < y.shape().elements(); at++) {
      int[] i = y.shape().index(at);
      double sum = 0;
      for (int c = 0; c < 2; c++) {
        for (int a = 0; a < 3; a++) {
          for (int b = 0; b < 2; b++) {
            int row = 2 * i[2] + 2 * a - 1;
            int column = 2 * i[3] + 2 * b - 1;
            boolean inside = row >= 0 && row < 5 && column >= 0 && column < 7;
            sum += inside ? x.get(i[0], c, row, column) * w.get(i[1], c, a, b) : 0;
          }
        }
      }
      assertThat(y.at(at)).isEqualTo(sum);
    }
  }

  @Test
  void poolsWindows() {
    Expr picture = Expr.constant(Tensor.of(Shape.of(1, 1, 2, 4), 1, -2, 3, 4, 5, -6, -7, 8));
    Convolution halves = new Convolution(2, 0, 1);
    assertThat(Interpreter.evaluate(halves.maxPool(picture, 2, 2), Map.of()))
        .isEqualTo(Tensor.of(Shape.of(1, 1, 1, 2), 5, 8));
    assertThat(Interpreter.evaluate(halves.meanPool(picture, 2, 2), Map.of()))
        .isEqualTo(Tensor.of(Shape.of(1, 1, 1, 2), -0.5, 2));
    Expr negative = Expr.constant(Tensor.filled(Shape.of(1, 1, 1, 1), -3));
    assertThat(Interpreter.evaluate(new Convolution(1, 1, 1).maxPool(negative, 2, 2), Map.of()))
        .as("padding never wins")
        .isEqualTo(Tensor.filled(Shape.of(1, 1, 2, 2), -3));
  }

  @Test
  void misfitsNameTheShape() {
    Expr vector = Expr.variable("x", 4);
    assertThatThrownBy(() -> Convolution.PLAIN.maxPool(vector, 2, 2))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[n, channels, height, width], not [4]");
  }

  /** Small whole numbers, so that sums are exact in any order. */
  private static Tensor numbers(Shape shape) {
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 7 % 11 - 5;
    }
    return Tensor.of(shape, values);
  }
}
