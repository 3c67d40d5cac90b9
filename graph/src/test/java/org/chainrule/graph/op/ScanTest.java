package org.chainrule.graph.op;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.exp;

import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

class ScanTest {
  private static final Expr XS = Expr.variable("xs", 4);
  private static final Expr W = Expr.variable("w");
  private static final Map<Expr, Tensor> AT =
      Map.of(XS, Tensor.vector(1, 2, 3, 4), W, Tensor.scalar(0.5));

  private static Scan.Step step(Expr next, Expr... outputs) {
    return new Scan.Step(List.of(next), List.of(outputs));
  }

  private static List<Tensor> values(List<Expr> nodes) {
    return Interpreter.evaluate(nodes, AT);
  }

  @Test
  void runningSums() {
    Scan scan =
        Scan.of(
            List.of(Expr.constant(10)),
            List.of(XS),
            (states, slices) -> {
              Expr sum = states.getFirst().plus(slices.getFirst());
              return step(sum, sum, states.getFirst());
            });
    assertThat(values(scan.last())).containsExactly(Tensor.scalar(20));
    assertThat(values(scan.outputs()))
        .containsExactly(Tensor.vector(11, 13, 16, 20), Tensor.vector(10, 11, 13, 16));
  }

  @Test
  void statesAndSequencesOfAnyShape() {
    Expr rows = Expr.constant(Tensor.matrix(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
    Expr factors = Expr.constant(Tensor.vector(1, 10, 100));
    Scan scan =
        Scan.of(
            List.of(Expr.filled(Shape.of(2), 0), Expr.constant(1)),
            List.of(rows, factors),
            (states, slices) ->
                new Scan.Step(
                    List.of(
                        states.get(0).plus(slices.get(0).times(slices.get(1))),
                        states.get(1).times(2)),
                    List.of(slices.get(0).sum().times(states.get(1)))));
    assertThat(values(scan.last())).containsExactly(Tensor.vector(531, 642), Tensor.scalar(8));
    assertThat(values(scan.outputs())).containsExactly(Tensor.vector(3, 14, 44));
  }

  /** The loop is handed eʷ, not w; numbers stay in its body. */
  @Test
  void whatDoesNotDependOnTheStepIsComputedOutside() {
    Expr outside = exp(W).plus(1);
    Scan scan =
        Scan.of(
            List.of(Expr.constant(0)),
            List.of(XS),
            (states, slices) -> step(states.getFirst().plus(slices.getFirst().times(outside))));
    Expr loop =
        Expr.inOrder(scan.last()).stream()
            .filter(node -> node.op() instanceof Loop)
            .findFirst()
            .orElseThrow();
    assertThat(loop.inputs()).contains(outside).doesNotContain(W);
    Tensor sum = values(scan.last()).getFirst();
    assertThat(sum.item()).isEqualTo(10 * (Math.exp(0.5) + 1));
  }

  @Test
  void resultsThatIgnoreTheStep() {
    Scan scan =
        Scan.of(
            List.of(Expr.constant(0)),
            List.of(XS),
            (states, slices) -> step(W, W.times(2), Expr.constant(7)));
    assertThat(values(scan.last())).containsExactly(Tensor.scalar(0.5));
    assertThat(values(scan.outputs()))
        .containsExactly(Tensor.vector(1, 1, 1, 1), Tensor.vector(7, 7, 7, 7));
  }

  @Test
  void nothingToRunOver() {
    Expr none = Expr.constant(Tensor.of(Shape.of(0, 3)));
    Scan scan =
        Scan.of(
            List.of(W),
            List.of(none),
            (states, slices) -> step(exp(states.getFirst()), slices.getFirst()));
    assertThat(values(scan.last())).containsExactly(Tensor.scalar(0.5));
    assertThat(values(scan.outputs())).containsExactly(Tensor.of(Shape.of(0, 3)));
  }

  /** Σ over t of Σ over s ≤ 4 of x_t x_s, the inner sum a scan that sees the outer slice. */
  @Test
  void aScanInAScan() {
    Scan outer =
        Scan.of(
            List.of(Expr.constant(0)),
            List.of(XS),
            (states, slices) -> {
              Expr x = slices.getFirst();
              Scan inner =
                  Scan.of(
                      List.of(Expr.constant(0)),
                      List.of(XS),
                      (s, q) -> step(s.getFirst().plus(q.getFirst().times(x))));
              return step(states.getFirst().plus(inner.last().getFirst()));
            });
    assertThat(values(outer.last())).containsExactly(Tensor.scalar(100));
  }
}
