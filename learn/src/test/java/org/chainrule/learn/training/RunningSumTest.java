package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Cell;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.network.Recurrent;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;

/**
 * A single LSTM unit that is trained until its output, rounded, is the sign of the running sum of
 * inputs ±1, after every step of every sequence up to length 12. {@code -Dchainrule.seed=2} begins
 * with other weights and draws other sequences.
 */
class RunningSumTest {
  private static final long SEED = Long.getLong("chainrule.seed", 1);
  private static final int LENGTH = 12;
  private static final int BATCH = 64;
  private static final int STEPS = 3000;
  private static final Network NETWORK =
      Network.of(Shape.of(LENGTH, 1), new Recurrent(new Cell.Lstm(), 1, false, true));

  @Test
  void anLstmLearnsTheSignOfARunningSum() {
    Engine engine = new Engine(Precision.FLOAT64);
    NETWORK.initialize(SEED).forEach((name, value) -> engine.write(variable(name), value));
    train(engine);
    int wrong = 0;
    int sequences = 0;
    double[] outputs = outputs(engine);
    for (int length = 1; length <= LENGTH; length++) {
      for (int bits = 0; bits < (1 << length); bits++) {
        int sum = 2 * Integer.bitCount(bits) - length;
        double h = outputs[bits * LENGTH + length - 1];
        wrong += Math.rint(h) == Integer.signum(sum) ? 0 : 1;
        sequences++;
      }
    }
    System.out.println("seed " + SEED + ": " + wrong + " of " + sequences + " sequences wrong");
    assertThat(sequences).isEqualTo((1 << (LENGTH + 1)) - 2);
    assertThat(wrong).as("seed %s", SEED).isZero();
  }

  private static Expr variable(String name) {
    return NETWORK.parameters().stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow()
        .variable();
  }

  /** On random sequences of the full length, for the mean squared error after every step. */
  private static void train(Engine engine) {
    Expr x = Expr.variable("x", BATCH, LENGTH, 1);
    Expr t = Expr.variable("t", BATCH, LENGTH, 1);
    Expr rate = Expr.variable("rate");
    Expr loss = Loss.meanSquaredError(NETWORK.forward(x, Mode.TRAINING).output(), t).mean();
    List<Parameter> parameters = NETWORK.parameters();
    Map<Expr, Expr> found =
        Gradient.of(loss, parameters.stream().map(Parameter::variable).toList());
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    parameters.forEach(p -> gradients.put(p, Objects.requireNonNull(found.get(p.variable()))));
    Map<Expr, Expr> updates = new Adam(0.02).updates(gradients, rate);
    engine.write(rate, Tensor.scalar(0.02));
    Plan plan = engine.plan(new Program(List.of(loss), updates));
    Storage inputs = engine.storage(x);
    Storage targets = engine.storage(t);
    Philox random = Philox.of(SEED, "sequences");
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < BATCH; i++) {
        int sum = 0;
        for (int time = 0; time < LENGTH; time++) {
          int value = 2 * random.below(2) - 1;
          sum += value;
          inputs.set(i * LENGTH + time, value);
          targets.set(i * LENGTH + time, Integer.signum(sum));
        }
      }
      plan.run();
    }
  }

  /** After every step of every sequence of the full length; bit b of its number is step b. */
  private static double[] outputs(Engine engine) {
    int sequences = 1 << LENGTH;
    double[] inputs = new double[sequences * LENGTH];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = 2 * (((i / LENGTH) >> (i % LENGTH)) & 1) - 1;
    }
    Expr x = Expr.variable("all", sequences, LENGTH, 1);
    engine.write(x, Tensor.of(x.shape(), inputs));
    List<Expr> outputs = Simplify.of(List.of(NETWORK.apply(x)));
    Plan plan = engine.plan(new Program(outputs, Map.of()));
    plan.run();
    return plan.value(outputs.getFirst()).toArray();
  }
}
