package org.chainrule.graph.interpreter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.logSumExp;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.tanh;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Scan;
import org.chainrule.graph.op.Unfold;
import org.chainrule.graph.samples.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums, contractions, convolutions and recurrences against values of many digits. */
class ReferenceTest {
  private static final Reference REFERENCE = Reference.ofOps();

  private static Expr constant(String name) {
    return Expr.constant(REFERENCE.get(name));
  }

  private static Tensor value(Expr node) {
    return Interpreter.evaluate(node, Map.of());
  }

  private static void assertClose(
      Tensor actual, Tensor expected, double relative, double absolute) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.shape().elements(); i++) {
      assertThat(actual.at(i))
          .as("place %d", i)
          .isCloseTo(expected.at(i), within(relative * Math.abs(expected.at(i)) + absolute));
    }
  }

  @Test
  void logSumExpOfLargeAndSmallNumbers() {
    Expr node = logSumExp(constant("logSumExp x"), 1);
    assertClose(value(node), REFERENCE.get("logSumExp"), 3e-16, 2e-16);
  }

  @Test
  void sumsAreOffByNoMoreThanTheirSummandsRoundingErrors() {
    Expr x = constant("sum x");
    double magnitude = value(abs(x).sum()).item();
    assertClose(value(x.sum()), REFERENCE.get("sum"), 0, 0x1p-53 * 66 * magnitude);
  }

  @Test
  void matrixProduct() {
    Expr a = constant("matmul a");
    Expr b = constant("matmul b");
    double largest = value(abs(a).matmul(abs(b)).max()).item();
    assertClose(value(a.matmul(b)), REFERENCE.get("matmul"), 0, 0x1p-53 * 18 * largest);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "1, 2", "3, 2"})
  void convolutionAsContractionOfWindows(int stride, int dilation) {
    Unfold windows =
        new Unfold(List.of(2, 3), List.of(stride, stride), List.of(dilation, dilation));
    Expr unfolded = Expr.of(windows, constant("convolution x"));
    Expr result = Contract.of("chwpq,ocpq->ohw", unfolded, constant("convolution f"));
    Tensor expected = REFERENCE.get("convolution by " + stride + " over " + dilation);
    assertClose(value(result), expected, 0, 1e-14);
  }

  @Test
  void lstm() {
    Expr zeros = Expr.filled(Shape.of(3), 0);
    Scan scan =
        scan(
            List.of(zeros, zeros),
            constant("lstm x"),
            constant("lstm w"),
            constant("lstm u"),
            constant("lstm b"));
    assertClose(value(scan.outputs().getFirst()), REFERENCE.get("lstm h"), 1e-14, 0);
    assertClose(value(scan.last().get(1)), REFERENCE.get("lstm last c"), 1e-14, 0);
  }

  /** Gates of weights ±100: the tail of a saturated gate is lost, nothing more. */
  @ParameterizedTest
  @ValueSource(strings = {"001110", "11011"})
  void lstmUnitSetByHand(String sequence) {
    double[] inputs = sequence.chars().mapToDouble(digit -> digit - '0').toArray();
    Expr zero = Expr.filled(Shape.of(1), 0);
    Scan scan =
        scan(
            List.of(zero, zero),
            Expr.constant(Tensor.vector(inputs)).reshape(inputs.length, 1),
            Expr.constant(Tensor.vector(0, 0, 0, -100)).reshape(4, 1),
            Expr.constant(Tensor.vector(0, 100, 100, 50)).reshape(4, 1),
            Expr.constant(Tensor.vector(-100, 100, 0, 0)));
    Expr h = scan.outputs().getFirst().reshape(inputs.length);
    assertClose(value(h), REFERENCE.get("unit " + sequence), 1e-12, 0);
  }

  /** Gates in the order forget, input, output, candidate; the output is h. */
  private static Scan scan(List<Expr> initial, Expr x, Expr w, Expr u, Expr b) {
    int size = b.shape().size(0) / 4;
    return Scan.of(
        initial,
        List.of(x),
        (states, slices) -> {
          Expr z = w.matmul(states.get(0)).plus(u.matmul(slices.getFirst())).plus(b);
          Expr forget = sigmoid(z.slice(0, 0, size));
          Expr write = sigmoid(z.slice(0, size, 2 * size));
          Expr read = sigmoid(z.slice(0, 2 * size, 3 * size));
          Expr candidate = tanh(z.slice(0, 3 * size, 4 * size));
          Expr c = forget.times(states.get(1)).plus(write.times(candidate));
          Expr h = read.times(tanh(c));
          return new Scan.Step(List.of(h, c), List.of(h));
        });
  }
}
