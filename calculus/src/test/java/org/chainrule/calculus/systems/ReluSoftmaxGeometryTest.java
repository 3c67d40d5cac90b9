package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.softmax;

import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Vectorize;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** z = A x − 1, u1 = Σ relu(z), u2 = 2 − Σ relu(z), o = softmax(β relu(u)), read as geometry. */
class ReluSoftmaxGeometryTest {
  private static final Expr X = Expr.variable("x", 2);
  private static final Expr BETA = Expr.variable("beta");
  private static final Expr A =
      Expr.constant(Tensor.matrix(new double[][] {{1, 0}, {0, 1}, {-1, 0}, {0, -1}}));
  private static final Expr SUM = relu(A.matmul(X).minus(1)).sum();
  private static final Expr U =
      relu(SUM.times(Expr.constant(Tensor.vector(1, -1))).plus(Expr.constant(Tensor.vector(0, 2))));
  private static final Expr O = softmax(U.times(BETA));

  private static Tensor at(Expr node, double x1, double x2, double beta) {
    return Interpreter.evaluate(node, Map.of(X, Tensor.vector(x1, x2), BETA, Tensor.scalar(beta)));
  }

  @Test
  void forwardTrace() {
    assertThat(at(U, 3, 14, 1)).isEqualTo(Tensor.vector(15, 0));
    Truth.assertTrue(at(O, 3, 14, 1), Truth.of("geometry o"));
    assertThat(at(O, 3, 14, 1).at(0)).isCloseTo(.9999996941, within(5e-11));
    assertThat(at(O, 3, 14, 1).at(1)).isCloseTo(3.059e-7, within(5e-11));
  }

  /** The level sets of the sum: a square for 0, rounder octagons beyond. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "1, -1, 0",
    "2, 0, 1",
    "1.5, -1.5, 1",
    "-0.25, -2, 1",
    "4, 0, 3",
    "2, -3, 3"
  })
  void levelSets(double x1, double x2, double sum) {
    assertThat(at(SUM, x1, x2, 1).item()).isEqualTo(sum);
    double[] levels = Truth.of("geometry levels").toArray();
    double expected = sum == 0 ? levels[0] : sum == 1 ? levels[1] : levels[2];
    assertThat(at(O, x1, x2, 1).at(0)).isCloseTo(expected, within(1e-12 * expected));
  }

  /** Where Σ relu(z) ≤ s: 4 + 8 s + 2 s², with s = ln 999 / β. */
  @ParameterizedTest
  @CsvSource({"1, 154.6", "3, 33.03"})
  void areaWhereTheSecondOutputIsOverAThousandth(double beta, double area) {
    double s = Math.log(999) / beta;
    assertThat(4 + 8 * s + 2 * s * s).isCloseTo(area, within(0.1));

    double side = 2.1 * (1 + s);
    int cells = 200;
    double[] points = new double[2 * cells * cells];
    for (int i = 0; i < cells * cells; i++) {
      points[2 * i] = ((i % cells + 0.5) / cells - 0.5) * side;
      points[2 * i + 1] = ((Math.floorDiv(i, cells) + 0.5) / cells - 0.5) * side;
    }
    Expr grid = Expr.variable("grid", cells * cells, 2);
    Expr outputs = Vectorize.over(List.of(O), Map.of(X, grid)).getFirst();
    Tensor values =
        Interpreter.evaluate(
            outputs.slice(1, 1, 2),
            Map.of(grid, Tensor.of(Shape.of(cells * cells, 2), points), BETA, Tensor.scalar(beta)));
    int inside = 0;
    for (double o2 : values.toArray()) {
      inside += o2 >= 0.001 ? 1 : 0;
    }
    assertThat(inside * side * side / cells / cells).isCloseTo(area, within(0.01 * area));
  }
}
