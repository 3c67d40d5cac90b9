package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Pad;
import org.chainrule.graph.op.Unfold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolution and its relatives, as windows that are contracted or reduced. */
class ConvolutionTest {
  private static final double[][] PICTURE = {
    {1, 0, -2, 3, 4, 1},
    {2, 9, 5, 6, 0, -1},
    {0, -3, 1, 3, 4, 4},
    {6, 5, 2, 0, 6, 8},
    {-5, 4, -3, 1, 3, -2},
    {4, 1, 2, 8, 9, 7}
  };
  private static final double[][] EDGES = {{-1, -1, -1}, {-1, 8, -1}, {-1, -1, -1}};
  private static final double[][] FILTERED = {
    {68, 23, 30, -24}, {-54, -19, 0, 6}, {38, 8, -17, 27}, {20, -47, -19, -13}
  };

  private static Expr windows(Expr picture, int size, int stride) {
    List<Integer> both = List.of(stride, stride);
    return Expr.of(new Unfold(List.of(size, size), both, List.of(1, 1)), picture);
  }

  @Test
  void byHand() {
    Expr x = Expr.constant(Tensor.matrix(PICTURE));
    Expr f = Expr.constant(Tensor.matrix(EDGES));
    Expr y = Contract.of("ijvw,vw->ij", windows(x, 3, 1), f);
    assertThat(Interpreter.evaluate(y, Map.of())).isEqualTo(Tensor.matrix(FILTERED));
  }

  /** ⌊(n + 2p − d (w − 1) − 1)/s⌋ + 1. */
  @Test
  void theSizeOfTheResult() {
    for (int n = 1; n <= 9; n++) {
      for (int w = 1; w <= 4; w++) {
        for (int s = 1; s <= 3; s++) {
          for (int p = 0; p <= 2; p++) {
            for (int d = 1; d <= 3; d++) {
              int reach = d * (w - 1) + 1;
              if (reach <= n + 2 * p) {
                Expr x = Expr.of(Pad.around(List.of(p), 0), Expr.variable("x", n));
                Expr windows = Expr.of(new Unfold(List.of(w), List.of(s), List.of(d)), x);
                assertThat(windows.shape())
                    .isEqualTo(Shape.of(Math.floorDiv(n + 2 * p - reach, s) + 1, w));
              }
            }
          }
        }
      }
    }
    assertThat(windows(Expr.variable("x", 6, 4), 2, 2).shape()).isEqualTo(Shape.of(3, 2, 2, 2));
  }

  /** Weights shared by all places, and weights of their own for every place. */
  @ParameterizedTest
  @CsvSource({"22, 1, 16, 1600", "40, 3, 48, 17328"})
  void parameterCounts(int size, int channels, int shared, int unshared) {
    Expr x = Expr.variable("x", channels, size, size);
    Expr windows = windows(x, 4, 2);
    Shape places = windows.shape().range(1, 3);
    Shape filter = Shape.of(channels, 4, 4);
    assertThat(filter.elements()).isEqualTo(shared);
    assertThat(places.concat(filter).elements()).isEqualTo(unshared);

    Expr own =
        Expr.variable("own", places.concat(filter).sizes().stream().mapToInt(n -> n).toArray());
    Expr local = Contract.of("cijvw,ijcvw->ij", windows, own);
    assertThat(local.shape()).isEqualTo(places);
    Expr gradient = Gradient.by(local.sum(), own);
    assertThat(gradient.shape().elements()).isEqualTo(unshared);
  }

  /** The gradient by a filter correlates the picture with the adjoint. */
  @Test
  void gradients() {
    Random random = new Random(11);
    Expr x = Expr.variable("x", 6, 6);
    Expr f = Expr.variable("f", 3, 3);
    Tensor adjoint = Truth.random(random, 4, 4);
    Tensor filter = Truth.random(random, 3, 3);
    Expr y = Contract.of("ijvw,vw->ij", windows(x, 3, 1), f);
    Map<Expr, Expr> gradient = Gradient.of(y.times(Expr.constant(adjoint)).sum(), x, f);
    Map<Expr, Tensor> at = Map.of(x, Tensor.matrix(PICTURE), f, filter);
    double[] byFilter = new double[9];
    double[] byPicture = new double[36];
    for (int i = 0; i < 16; i++) {
      for (int k = 0; k < 9; k++) {
        int row = i / 4 + k / 3;
        int column = i % 4 + k % 3;
        byFilter[k] += adjoint.at(i) * PICTURE[row][column];
        byPicture[6 * row + column] += adjoint.at(i) * filter.at(k);
      }
    }
    Truth.assertTrue(
        Interpreter.evaluate(gradient.get(f), at), Tensor.of(Shape.of(3, 3), byFilter));
    Truth.assertTrue(
        Interpreter.evaluate(gradient.get(x), at), Tensor.of(Shape.of(6, 6), byPicture));
  }

  @Test
  void pooling() {
    Expr x = Expr.variable("x", 6, 6);
    Map<Expr, Tensor> at = Map.of(x, Tensor.matrix(PICTURE));
    Expr largest = windows(x, 2, 2).max(2, 3);
    assertThat(Interpreter.evaluate(largest, at))
        .isEqualTo(Tensor.matrix(new double[][] {{9, 6, 4}, {6, 3, 8}, {4, 8, 9}}));
    Expr mean = windows(x, 2, 2).mean(2, 3);
    assertThat(Interpreter.evaluate(mean, at).at(0)).isEqualTo(3);
    double[] slope = Interpreter.evaluate(Gradient.by(largest.sum(), x), at).toArray();
    assertThat(Arrays.stream(slope).sum()).isEqualTo(9);
    assertThat(slope[7]).as("the 9 of the first window").isEqualTo(1);
  }

  @Test
  void aWindowLargerThanThePictureIsRefused() {
    assertThatThrownBy(() -> windows(Expr.variable("x", 2, 6), 3, 1))
        .isInstanceOf(ShapeException.class);
  }
}
