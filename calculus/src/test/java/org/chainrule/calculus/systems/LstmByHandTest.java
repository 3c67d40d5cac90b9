package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Scan;
import org.junit.jupiter.api.Test;

/** LSTM units whose weights are set by hand. */
class LstmByHandTest {
  /** What a gate makes of h, x and 1. */
  private record Gate(double h, double x, double one) {
    Expr of(Expr lastH, Expr input) {
      return lastH.times(h).plus(input.times(x)).plus(one);
    }
  }

  private record Unit(Gate forget, Gate write, Gate read, Gate candidate) {
    /** The next h and c. */
    List<Expr> step(Expr h, Expr c, Expr x) {
      Expr kept = sigmoid(forget.of(h, x)).times(c);
      Expr next = kept.plus(sigmoid(write.of(h, x)).times(tanh(candidate.of(h, x))));
      return List.of(sigmoid(read.of(h, x)).times(tanh(next)), next);
    }

    /** h after every step, rounded before the next one sees it. */
    List<Double> rounded(double... xs) {
      Expr h = Expr.variable("h");
      Expr c = Expr.variable("c");
      Expr x = Expr.variable("x");
      List<Expr> step = step(h, c, x);
      List<Double> table = new ArrayList<>();
      Tensor lastC = Tensor.scalar(0);
      double lastH = 0;
      for (double input : xs) {
        List<Tensor> values =
            Interpreter.evaluate(
                step, Map.of(h, Tensor.scalar(lastH), c, lastC, x, Tensor.scalar(input)));
        lastH = Math.rint(values.get(0).item()) + 0.0;
        lastC = values.get(1);
        table.add(lastH);
      }
      return table;
    }
  }

  private static final Gate FORGET = new Gate(0, 0, -100);
  private static final Gate WRITE = new Gate(0, 100, 100);
  private static final Gate READ = new Gate(0, 100, 0);
  private static final Unit ALTERNATING = new Unit(FORGET, WRITE, READ, new Gate(-100, 50, 0));

  @Test
  void onesInARowAlternate() {
    assertThat(ALTERNATING.rounded(0, 0, 1, 1, 1, 0))
        .containsExactly(0.0, 0.0, 1.0, -1.0, 1.0, 0.0);
    assertThat(ALTERNATING.rounded(1, 1, 0, 1, 1)).containsExactly(1.0, -1.0, 0.0, 1.0, -1.0);
  }

  @Test
  void theCandidatesInputWeightNegatedNegatesTheOutput() {
    Unit negated = new Unit(FORGET, WRITE, READ, new Gate(-100, -50, 0));
    assertThat(negated.rounded(0, 0, 1, 1, 1, 0)).containsExactly(0.0, 0.0, -1.0, 1.0, -1.0, 0.0);
    assertThat(negated.rounded(1, 1, 0, 1, 1)).containsExactly(-1.0, 1.0, 0.0, -1.0, 1.0);
  }

  /** A cell that forgets nothing and adds its inputs, on all sequences of ±1 up to length 12. */
  @Test
  void theSignOfARunningSum() {
    Gate open = new Gate(0, 0, 100);
    Unit counting = new Unit(open, open, open, new Gate(0, 100, 0));
    int length = 12;
    int sequences = 1 << length;
    double[] inputs = new double[length * sequences];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = ((i % sequences) >> (i / sequences) & 1) == 1 ? 1 : -1;
    }
    Expr zeros = Expr.filled(Shape.of(sequences), 0);
    Scan scan =
        Scan.of(
            List.of(zeros, zeros),
            List.of(Expr.constant(Tensor.of(Shape.of(length, sequences), inputs))),
            (states, slices) -> {
              List<Expr> next = counting.step(states.get(0), states.get(1), slices.getFirst());
              return new Scan.Step(next, List.of(next.getFirst()));
            });
    double[] h = Interpreter.evaluate(scan.outputs().getFirst(), Map.of()).toArray();
    int[] sums = new int[sequences];
    for (int i = 0; i < inputs.length; i++) {
      sums[i % sequences] += (int) inputs[i];
      assertThat((int) Math.rint(h[i])).isEqualTo(Integer.signum(sums[i % sequences]));
    }
  }
}
