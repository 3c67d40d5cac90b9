package org.chainrule.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Scan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Once its code is compiled, a run allocates nothing. */
class AllocationTest {
  @ParameterizedTest
  @EnumSource
  void trainingStepOfAMultilayerPerceptron(Precision precision) {
    Expr x = Expr.variable("x", 4, 12);
    Expr target = Expr.variable("target", 4, 3);
    Expr hidden = Expr.variable("hidden", 12, 20);
    Expr bias = Expr.variable("bias", 20);
    Expr output = Expr.variable("output", 20, 3);
    Expr logits = Functions.relu(x.matmul(hidden).plus(bias)).matmul(output);
    Expr loss = Functions.logSoftmax(logits).times(target).sum().negate();
    Plan plan = new Engine(precision).plan(trainingStep(loss, hidden, bias, output));
    Allocation.assertNoneInTheEnd(plan::run);
  }

  /** Half of the inputs are zero, and what the first layer's ReLU cuts off. */
  @ParameterizedTest
  @EnumSource
  void trainingStepWithOneExample(Precision precision) {
    Expr x = Expr.variable("x", 1, 130);
    Expr target = Expr.variable("target", 1, 10);
    Expr hidden = Expr.variable("hidden", 130, 50);
    Expr bias = Expr.variable("bias", 50);
    Expr output = Expr.variable("output", 50, 10);
    Engine engine = new Engine(precision);
    for (int i = 0; i < 130; i += 2) {
      engine.storage(x).set(i, 1);
    }
    for (int i = 0; i < 130 * 50; i++) {
      engine.storage(hidden).set(i, i % 7 - 3);
    }
    Expr logits = Functions.relu(x.matmul(hidden).plus(bias)).matmul(output);
    Expr loss = Functions.logSoftmax(logits).times(target).sum().negate();
    Plan plan = engine.plan(trainingStep(loss, hidden, bias, output));
    Allocation.assertNoneInTheEnd(plan::run);
  }

  @ParameterizedTest
  @EnumSource
  void trainingStepOfARecurrentNetwork(Precision precision) {
    Expr x = Expr.variable("x", 5, 2, 3);
    Expr input = Expr.variable("input", 3, 4);
    Expr recurrent = Expr.variable("recurrent", 4, 4);
    Scan scan =
        Scan.of(
            List.of(Expr.filled(Shape.of(2, 4), 0)),
            List.of(x),
            (states, slices) -> {
              Expr sum = slices.get(0).matmul(input).plus(states.get(0).matmul(recurrent));
              Expr next = Functions.tanh(sum);
              return new Scan.Step(List.of(next), List.of(next));
            });
    Expr loss = scan.last().get(0).times(scan.outputs().get(0).sum(0)).sum();
    Plan plan = new Engine(precision).plan(trainingStep(loss, input, recurrent));
    Allocation.assertNoneInTheEnd(plan::run);
  }

  private static Program trainingStep(Expr loss, Expr... parameters) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    Gradient.of(loss, parameters)
        .forEach((parameter, slope) -> updates.put(parameter, parameter.minus(slope.times(1e-4))));
    return new Program(List.of(loss), updates);
  }
}
