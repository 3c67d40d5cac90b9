package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Variable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Matrix products of every arrangement, in sizes around those of tiles and blocks: of small whole
 * numbers, so that the sums are exact in any order and precision.
 */
class ContractionTest {
  private record Size(int batch, int rows, int columns, int inner) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(1, 1, 1, 1),
          new Size(1, 1, 50, 128),
          new Size(1, 128, 50, 1),
          new Size(1, 1, 10, 50),
          new Size(2, 1, 70, 130),
          new Size(1, 300, 1, 200),
          new Size(1, 2, 64, 400),
          new Size(1, 3, 33, 17),
          new Size(1, 4, 16, 16),
          new Size(2, 5, 31, 33),
          new Size(1, 12, 32, 7),
          new Size(1, 13, 65, 385),
          new Size(1, 17, 10, 96),
          new Size(3, 23, 47, 24),
          new Size(1, 200, 20, 8),
          new Size(1, 32, 128, 784),
          new Size(1, 6, 2090, 5),
          new Size(1, 20, 2100, 390),
          new Size(1, 0, 5, 3),
          new Size(2, 3, 4, 0));

  static List<String> arrangements() {
    List<String> arrangements = new ArrayList<>();
    for (String left : List.of("bik", "ibk", "bki", "kib")) {
      for (String right : List.of("bkj", "bjk", "kjb")) {
        for (String out : List.of("bij", "bji", "ijb")) {
          arrangements.add(left + "," + right + "->" + out);
        }
      }
    }
    return arrangements;
  }

  /** But for the sign of a zero. */
  @ParameterizedTest
  @MethodSource("arrangements")
  void isExactForWholeNumbers(String formula) {
    for (Size size : SIZES) {
      Map<Character, Integer> sizes =
          Map.of('b', size.batch, 'i', size.rows, 'j', size.columns, 'k', size.inner);
      Contract op = Contract.of(formula);
      Expr left = Expr.of(new Variable("left", shape(op.left(), sizes)));
      Expr right = Expr.of(new Variable("right", shape(op.right(), sizes)));
      Tensor a = wholeNumbers(left.shape(), 1);
      Tensor b = wholeNumbers(right.shape(), 2);
      Expr product = Expr.of(op, left, right);
      double[] expected = expected(op, size, shape(op.out(), sizes), a, b);
      for (Precision precision : Precision.values()) {
        Engine engine = new Engine(precision);
        engine.write(left, a);
        engine.write(right, b);
        Plan plan = engine.plan(Program.of(product));
        plan.run();
        double[] found = Arrays.stream(plan.value(product).toArray()).map(x -> x + 0.0).toArray();
        assertThat(found).as("%s %s %s", formula, size, precision).isEqualTo(expected);
      }
    }
  }

  private static Shape shape(String letters, Map<Character, Integer> sizes) {
    return new Shape(letters.chars().mapToObj(letter -> sizes.get((char) letter)).toList());
  }

  private static Tensor wholeNumbers(Shape shape, long seed) {
    Random random = new Random(seed);
    return Tensor.of(shape, random.ints(shape.elements(), -4, 5).asDoubleStream().toArray());
  }

  private static double[] expected(Contract op, Size size, Shape shape, Tensor a, Tensor b) {
    int[] left = strides(op.left(), a.shape());
    int[] right = strides(op.right(), b.shape());
    int[] out = strides(op.out(), shape);
    double[] x = a.toArray();
    double[] y = b.toArray();
    double[] result = new double[shape.elements()];
    for (int n = 0; n < size.batch; n++) {
      for (int i = 0; i < size.rows; i++) {
        for (int j = 0; j < size.columns; j++) {
          int at = n * out[0] + i * out[1] + j * out[2];
          int row = n * left[0] + i * left[1];
          int column = n * right[0] + j * right[2];
          for (int k = 0; k < size.inner; k++) {
            result[at] += x[row + k * left[3]] * y[column + k * right[3]];
          }
        }
      }
    }
    return result;
  }

  /** The strides of the axes b, i, j and k, 0 for one that is not there. */
  private static int[] strides(String letters, Shape shape) {
    return "bijk"
        .chars()
        .map(letter -> letters.indexOf(letter) < 0 ? 0 : shape.strides()[letters.indexOf(letter)])
        .toArray();
  }
}
