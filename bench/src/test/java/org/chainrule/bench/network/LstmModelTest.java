package org.chainrule.bench.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;

class LstmModelTest {
  private static final int STEPS = 4;
  private static final int INPUTS = 2;
  private static final int HIDDEN = 3;

  @Test
  void followsItsFormulas() {
    LstmModel model = new LstmModel(STEPS, INPUTS, HIDDEN, 2);
    Interpreter machine = new Interpreter();
    Philox random = Philox.of(7, "test");
    Map<String, Tensor> values = new HashMap<>();
    Expr x = Expr.variable("x", 1, STEPS, INPUTS);
    for (Parameter p : model.parameters()) {
      values.put(p.name(), draw(p.variable(), random, machine));
    }
    Tensor sequence = draw(x, random, machine);
    Expr logits = model.logits(x);
    var plan = machine.plan(Program.of(logits));
    plan.run();
    double[] expected = expected(sequence, values);
    for (int i = 0; i < 2; i++) {
      assertThat(plan.value(logits).at(i)).isCloseTo(expected[i], within(1e-12));
    }
  }

  private static Tensor draw(Expr variable, Philox random, Interpreter machine) {
    double[] numbers = random(variable.shape().elements(), random);
    Tensor value = Tensor.of(variable.shape(), numbers);
    machine.write(variable, value);
    return value;
  }

  private static Tensor value(Map<String, Tensor> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private static double[] random(int count, Philox random) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.uniform(-1, 1);
    }
    return numbers;
  }

  private static double[] expected(Tensor x, Map<String, Tensor> p) {
    double[] h = new double[HIDDEN];
    double[] c = new double[HIDDEN];
    for (int t = 0; t < STEPS; t++) {
      double[] before = h.clone();
      for (int unit = 0; unit < HIDDEN; unit++) {
        double[] gates = new double[4];
        for (int gate = 0; gate < 4; gate++) {
          int column = gate * HIDDEN + unit;
          gates[gate] = value(p, "lstm.bias").get(column);
          for (int i = 0; i < INPUTS; i++) {
            gates[gate] += x.get(0, t, i) * value(p, "lstm.inputs").get(i, column);
          }
          for (int i = 0; i < HIDDEN; i++) {
            gates[gate] += before[i] * value(p, "lstm.recurrent").get(i, column);
          }
        }
        double sigmoidI = 1 / (1 + Math.exp(-gates[0]));
        double sigmoidF = 1 / (1 + Math.exp(-gates[1]));
        double sigmoidO = 1 / (1 + Math.exp(-gates[3]));
        c[unit] = sigmoidF * c[unit] + sigmoidI * Math.tanh(gates[2]);
        h[unit] = sigmoidO * Math.tanh(c[unit]);
      }
    }
    double[] logits = new double[2];
    for (int k = 0; k < 2; k++) {
      logits[k] = value(p, "dense.bias").get(k);
      for (int i = 0; i < HIDDEN; i++) {
        logits[k] += h[i] * value(p, "dense.weight").get(i, k);
      }
    }
    return logits;
  }
}
