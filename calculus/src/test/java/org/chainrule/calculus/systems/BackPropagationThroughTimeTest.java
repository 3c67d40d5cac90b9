package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Scan;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code h_n = U x_n + h_{n−1}}, {@code o_n = V h_n}, {@code J = Σ ½‖o_n − y_n‖²}. */
class BackPropagationThroughTimeTest {
  private static final int WIDTH = 2;
  private static final int HIDDEN = 3;
  private static final int OUT = 4;
  private static final Expr U = Expr.variable("U", HIDDEN, WIDTH);
  private static final Expr V = Expr.variable("V", OUT, HIDDEN);

  private static Expr outer(Expr a, Expr b) {
    return a.reshape(a.shape().size(0), 1).matmul(b.reshape(1, b.shape().size(0)));
  }

  private static Expr cost(Expr output, Expr target) {
    return output.minus(target).power(2).sum().times(0.5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void theMatrixExpressions(int steps) {
    Random random = new Random(12);
    Expr xs = Expr.variable("xs", steps, WIDTH);
    Expr ys = Expr.variable("ys", steps, OUT);
    Map<Expr, Tensor> at = new HashMap<>();
    at.put(U, Truth.random(random, HIDDEN, WIDTH));
    at.put(V, Truth.random(random, OUT, HIDDEN));
    at.put(xs, Truth.random(random, steps, WIDTH));
    at.put(ys, Truth.random(random, steps, OUT));

    List<Expr> states = new ArrayList<>();
    Expr h = Expr.filled(U.shape().range(0, 1), 0);
    Expr objective = Expr.constant(0);
    for (int n = 0; n < steps; n++) {
      h = U.matmul(xs.at(0, n)).plus(h);
      states.add(h);
      objective = objective.plus(cost(V.matmul(h), ys.at(0, n)));
    }
    List<Expr> wanted = new ArrayList<>(states);
    wanted.addAll(List.of(V, U));
    Map<Expr, Expr> gradient = Gradient.of(objective, wanted);

    Expr byV = Expr.filled(V.shape(), 0);
    Expr byU = Expr.filled(U.shape(), 0);
    Expr later = Expr.filled(V.shape().range(0, 1), 0);
    for (int n = steps - 1; n >= 0; n--) {
      Expr atOutput = V.matmul(states.get(n)).minus(ys.at(0, n));
      later = later.plus(atOutput);
      assertSame(gradient.get(states.get(n)), V.transpose().matmul(later), at);
      byV = byV.plus(outer(atOutput, states.get(n)));
      byU = byU.plus(V.transpose().matmul(outer(later, xs.at(0, n))));
    }
    assertSame(gradient.get(V), byV, at);
    assertSame(gradient.get(U), byU, at);

    Scan scan =
        Scan.of(
            List.of(Expr.filled(U.shape().range(0, 1), 0), Expr.constant(0)),
            List.of(xs, ys),
            (state, slices) -> {
              Expr next = U.matmul(slices.get(0)).plus(state.get(0));
              Expr sum = state.get(1).plus(cost(V.matmul(next), slices.get(1)));
              return new Scan.Step(List.of(next, sum), List.of());
            });
    Map<Expr, Expr> ofLoop = Gradient.of(scan.last().get(1), U, V);
    assertSame(ofLoop.get(U), byU, at);
    assertSame(ofLoop.get(V), byV, at);
  }

  private static void assertSame(Expr actual, Expr expected, Map<Expr, Tensor> at) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    Truth.assertTrue(Interpreter.evaluate(actual, at), Interpreter.evaluate(expected, at));
  }
}
