package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Zeros among what a row of numbers is multiplied with may come and go from run to run. */
class SparseOperandsTest {
  private static final int RUNS = 170;
  private static final double[] SHARES = {0, 0.6, 0.1, 1, 0.9};

  @ParameterizedTest
  @CsvSource({"128,50", "65,40", "50,100", "140,240"})
  void asInterpreted(int inputs, int outputs) {
    Expr x = Expr.variable("x", Shape.of(1, inputs));
    Expr w = Expr.variable("w", Shape.of(inputs, outputs));
    Expr b = Expr.variable("b", Shape.of(outputs));
    Expr d = Expr.variable("d", Shape.of(1, outputs));
    Expr y = Functions.sigmoid(x.matmul(w).plus(b));
    Expr change = x.transpose().matmul(d).times(0.01);
    Program program = new Program(List.of(y), Map.of(w, w.minus(change)));
    Random random = new Random(inputs);
    Tensor weights = numbers(random, w.shape(), 0);
    List<Machine> machines =
        List.of(
            new Interpreter(), new Engine(Precision.FLOAT64, 1), new Engine(Precision.FLOAT64, 2));
    List<Plan> plans = machines.stream().map(machine -> machine.plan(program)).toList();
    machines.forEach(machine -> machine.write(w, weights));
    for (int run = 0; run < RUNS; run++) {
      // Shares last from one look to the next, and sometimes end before.
      Tensor row = numbers(random, x.shape(), SHARES[run / 34 % SHARES.length]);
      Tensor slopes = numbers(random, d.shape(), 0.5);
      for (int i = 0; i < machines.size(); i++) {
        machines.get(i).write(x, row);
        machines.get(i).write(d, slopes);
        plans.get(i).run();
        String what = "run " + run + " on machine " + i;
        Closeness.assertClose(plans.get(i).value(y), plans.getFirst().value(y), 1e-12, what);
      }
    }
    for (Machine machine : machines) {
      Closeness.assertClose(machine.read(w), machines.getFirst().read(w), 1e-12, "weights");
    }
    assertThat(machines.get(1).read(w)).isEqualTo(machines.get(2).read(w));
  }

  /** Runs until it has been looked at again what there is. */
  private static double afterALook(Plan plan, Expr y) {
    for (int run = 0; run < 100; run++) {
      plan.run();
    }
    return plan.value(y).at(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whatZerosAreMultipliedWithIsReadAsLongAsFewAreZero(int threads) {
    int inputs = 200;
    Expr x = Expr.variable("x", Shape.of(1, inputs));
    Expr w = Expr.variable("w", Shape.of(inputs, 240));
    Expr y = x.matmul(w);
    Engine engine = new Engine(Precision.FLOAT32, threads);
    double[] weights = new double[w.shape().elements()];
    Arrays.fill(weights, 0.5);
    weights[0] = Double.NaN;
    engine.write(w, Tensor.of(w.shape(), weights));
    Plan plan = engine.plan(Program.of(y));
    double[] row = new double[inputs];
    Arrays.fill(row, 1, inputs, 1);
    engine.write(x, Tensor.of(x.shape(), row));
    assertThat(afterALook(plan, y)).isNaN();
    Arrays.fill(row, 1, 100, 0);
    engine.write(x, Tensor.of(x.shape(), row));
    assertThat(afterALook(plan, y)).isEqualTo(50);
    Arrays.fill(row, 1, inputs, 1);
    engine.write(x, Tensor.of(x.shape(), row));
    assertThat(afterALook(plan, y)).isNaN();
  }

  private static Tensor numbers(Random random, Shape shape, double zeros) {
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextDouble() < zeros ? 0 : random.nextGaussian();
    }
    return Tensor.of(shape, values);
  }
}
