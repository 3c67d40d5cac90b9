package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Elementwise;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every op alone: its samples, and special values for what works place by place. */
class EveryOpTest {
  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -2,
    3,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL / 2,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e-20f,
    -1e-10f,
    88.5f,
    89,
    -87,
    -100,
    -104,
    1e5f,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  static Stream<Sample> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void float64GivesTheInterpretersValue(Sample sample) {
    compare(Engine.float64(), sample.node(), sample.values(), 1e-13);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void float32GivesTheInterpretersValue(Sample sample) {
    compare(Engine.float32(), sample.node(), sample.values(), 2e-5);
  }

  private static void compare(
      Machine machine, Expr node, Map<Expr, Tensor> values, double tolerance) {
    Closeness.assertClose(
        run(machine, node, values), Interpreter.evaluate(node, values), tolerance, node.toString());
  }

  private static Tensor run(Machine machine, Expr node, Map<Expr, Tensor> values) {
    values.forEach(machine::write);
    Plan plan = machine.plan(Program.of(node));
    plan.run();
    return plan.value(node);
  }

  static List<Elementwise> elementwise() {
    return Samples.all().stream()
        .flatMap(sample -> Stream.of(sample.node().op()))
        .filter(op -> op instanceof Elementwise)
        .map(op -> (Elementwise) op)
        .distinct()
        .toList();
  }

  /** Every combination of special values; what is not finite, and the sign of 0, must be right. */
  @ParameterizedTest
  @EnumSource
  void specialValues(Precision precision) {
    for (Elementwise op : elementwise()) {
      Map<Expr, Tensor> values = specialInputs(op.arity());
      Expr node = Expr.of(op, List.copyOf(values.keySet()));
      Tensor expected = Interpreter.evaluate(node, values);
      Tensor actual = run(new Engine(precision), node, values);
      for (int i = 0; i < expected.shape().elements(); i++) {
        int place = i;
        String operands =
            values.values().stream()
                .map(v -> Double.toString(v.at(place)))
                .collect(Collectors.joining(", "));
        double wanted = rounded(precision, expected.at(i));
        double error = Math.abs(actual.at(i) - wanted);
        boolean exact = !Double.isFinite(wanted) || wanted == 0;
        boolean close =
            exact
                ? Double.compare(actual.at(i), wanted) == 0
                : error <= tolerance(precision, wanted);
        assertThat(close)
            .as("%s %s of %s: %s, not %s", precision, op, operands, actual.at(i), wanted)
            .isTrue();
      }
    }
  }

  private static double rounded(Precision precision, double number) {
    return precision == Precision.FLOAT32 ? (float) number : number;
  }

  private static double tolerance(Precision precision, double wanted) {
    return precision == Precision.FLOAT32
        ? 1e-6 * Math.abs(wanted) + Float.MIN_NORMAL
        : 1e-14 * Math.abs(wanted) + Double.MIN_NORMAL;
  }

  private static Map<Expr, Tensor> specialInputs(int arity) {
    int count = (int) Math.pow(SPECIAL.length, arity);
    Map<Expr, Tensor> inputs = new LinkedHashMap<>();
    int each = 1;
    for (int input = 0; input < arity; input++) {
      double[] numbers = new double[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = SPECIAL[(i / each) % SPECIAL.length];
      }
      Expr variable = Expr.variable("special" + input, count);
      inputs.put(variable, Tensor.of(variable.shape(), numbers));
      each *= SPECIAL.length;
    }
    return inputs;
  }
}
