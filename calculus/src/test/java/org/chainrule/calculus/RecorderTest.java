package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.sin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

/** What a {@link Recorder} sees of reverse mode, and what it can change. */
class RecorderTest {
  private static final Expr X = Expr.variable("x");
  private static final Expr INNER = sin(X);
  private static final Expr OUTER = INNER.times(X);

  private static List<Expr> pullback(Recorder recorder) {
    return Gradient.pullback(List.of(OUTER), List.of(Expr.constant(1)), List.of(X), recorder);
  }

  @Test
  void theTermsAreWhatIsAddedUp() {
    Map<Expr, Expr> sums = new HashMap<>();
    Recorder recorder =
        new Recorder() {
          @Override
          public void term(Expr node, int input, Expr term) {
            sums.merge(node.input(input), term, Expr::plus);
          }
        };
    Expr gradient = pullback(recorder).getFirst();
    assertThat(sums.keySet()).containsExactlyInAnyOrder(X, INNER);
    Map<Expr, Tensor> at = Map.of(X, Tensor.scalar(0.7));
    double expected = Math.cos(0.7) * 0.7 + Math.sin(0.7);
    for (Expr found : List.of(gradient, sums.getOrDefault(X, Expr.constant(0)))) {
      assertThat(Interpreter.evaluate(found, at).item()).isEqualTo(expected);
    }
  }

  @Test
  void aSymbolStandsForWhatWasAddedUp() {
    Expr symbol = Expr.variable("g");
    Recorder recorder =
        new Recorder() {
          @Override
          public Expr adjoint(Expr node, Expr total) {
            return node == INNER ? symbol : total;
          }
        };
    Expr gradient = Simplify.of(pullback(recorder).getFirst());
    assertThat(Expr.inOrder(List.of(gradient))).contains(symbol);
    Map<Expr, Tensor> at = Map.of(X, Tensor.scalar(0.7), symbol, Tensor.scalar(2));
    assertThat(Interpreter.evaluate(gradient, at).item())
        .isEqualTo(Math.sin(0.7) + 2 * Math.cos(0.7));
  }
}
