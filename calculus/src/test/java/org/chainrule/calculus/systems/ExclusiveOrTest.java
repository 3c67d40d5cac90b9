package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.relu;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

/** The exclusive or of two inputs, by two layers. */
class ExclusiveOrTest {
  private static final Expr X =
      Expr.constant(Tensor.matrix(new double[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}}));
  private static final Tensor TRUTH = Tensor.vector(0, 1, 1, 0);
  private static final Expr W = Expr.variable("W", 2, 2);
  private static final Expr B = Expr.variable("b", 2);
  private static final Expr V = Expr.variable("v", 2);
  private static final Expr C = Expr.variable("c");
  private static final Expr OUTPUT = relu(X.matmul(W).plus(B)).matmul(V).plus(C);

  @Test
  void weightsThatAreRightOnEveryRow() {
    Map<Expr, Tensor> at =
        Map.of(
            W, Tensor.filled(Shape.of(2, 2), 1),
            B, Tensor.vector(0, -1),
            V, Tensor.vector(1, -2),
            C, Tensor.scalar(0));
    assertThat(Interpreter.evaluate(OUTPUT, at)).isEqualTo(TRUTH);
  }

  /** Behind v = 0 nothing is learnt, and before h = 0 v learns nothing: the bias fits the mean. */
  @Test
  void fromZeroWeightsOnlyTheOutputBiasMoves() {
    Expr loss = OUTPUT.minus(Expr.constant(TRUTH)).power(2).sum().times(0.5);
    Map<Expr, Expr> gradient = Gradient.of(loss, W, B, V, C);
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    gradient.forEach((p, g) -> updates.put(p, p.minus(g.times(0.1))));
    Interpreter machine = new Interpreter();
    Plan step = machine.plan(new Program(List.copyOf(gradient.values()), updates));
    for (int i = 0; i < 200; i++) {
      double before = machine.read(C).item();
      step.run();
      assertThat(step.number(gradient.get(C))).isCloseTo(4 * before - 2, within(1e-14));
      for (Expr still : List.of(W, B, V)) {
        assertThat(step.value(gradient.get(still)).toArray()).containsOnly(0);
        assertThat(machine.read(still)).isEqualTo(Tensor.filled(still.shape(), 0));
      }
    }
    Truth.assertTrue(machine.read(C), Tensor.scalar(0.5));
  }
}
