package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.sigmoid;
import static org.chainrule.graph.Functions.sin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.chainrule.graph.Expr;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Scan;
import org.junit.jupiter.api.Test;

/** What is not about single ops; those are in {@link EveryOpTest}. */
class GradientTest {
  private static final Expr X = Expr.variable("x");
  private static final Expr Y = Expr.variable("y");
  private static final Expr V = Expr.variable("v", 3);

  @Test
  void onlyANumberHasAGradient() {
    assertThatThrownBy(() -> Gradient.by(V.times(2), V))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "gradient: the objective multiply[3] is not a single number; sum it or use Jacobian");
  }

  @Test
  void theGradientComesInTheOrderAskedFor() {
    Expr objective = X.times(Y).plus(V.sum());
    assertThat(Gradient.of(objective, Y, V, X))
        .containsExactly(Map.entry(Y, X), Map.entry(V, Expr.filled(V.shape(), 1)), Map.entry(X, Y));
    assertThat(Gradient.of(objective, List.of(X, X))).containsExactly(Map.entry(X, Y));
  }

  @Test
  void whatTheObjectiveDoesNotDependOnHasGradientZero() {
    assertThat(Gradient.by(X.times(2), V)).isSameAs(Expr.filled(V.shape(), 0));
    assertThat(Gradient.of(X)).isEmpty();
  }

  @Test
  void theObjectiveByItselfIsOne() {
    assertThat(Gradient.by(X, X)).isSameAs(Expr.constant(1));
    Expr inner = sin(X);
    assertThat(Gradient.by(inner, inner)).isSameAs(Expr.constant(1));
  }

  @Test
  void derivativesByInnerNodes() {
    Expr z = X.times(Y);
    Expr a = sigmoid(z);
    Expr objective = a.times(a).plus(z);
    assertThat(Interpreter.evaluate(Gradient.by(objective, a), at(2, 0.5)).item())
        .isEqualTo(2 / (1 + Math.exp(-1)));
    assertThat(Gradient.of(objective, z, X).get(X))
        .as("the way to x leads through z, which was asked for as well")
        .isSameAs(Simplify.of(Gradient.by(objective, z).times(Y)));
  }

  @Test
  void everyUseOfANodeAddsATerm() {
    Expr z = exp(X);
    Expr objective = z.times(z).plus(z.times(Y)).minus(X);
    double e = Math.exp(0.3);
    assertThat(Interpreter.evaluate(Gradient.by(objective, X), at(0.3, 2)).item())
        .isCloseTo(2 * e * e + 2 * e - 1, within(1e-14));
  }

  @Test
  void repeatedDifferentiation() {
    Expr derivative = sin(X.times(2));
    for (int order = 1; order <= 6; order++) {
      derivative = Gradient.by(derivative, X);
    }
    assertThat(Interpreter.evaluate(derivative, at(0.7, 0)).item())
        .isCloseTo(-64 * Math.sin(1.4), within(1e-13));
  }

  /** Were a node visited once for every path, this would take 2⁴⁰ steps. */
  @Test
  void aSharedNodeIsVisitedOnce() {
    Expr z = X;
    for (int i = 0; i < 40; i++) {
      z = z.plus(z);
    }
    assertThat(Interpreter.evaluate(Gradient.by(z, X), at(1, 0)).item()).isEqualTo(0x1p40);
  }

  /** A recurrence written out, as deep as the stack is not, with a gradient by every input. */
  @Test
  void longChains() {
    List<Expr> inputs = new ArrayList<>();
    Expr h = Expr.constant(0);
    for (int t = 0; t < 3000; t++) {
      inputs.add(Expr.variable("x" + t));
      h = h.times(X).plus(inputs.getLast());
    }
    Map<Expr, Expr> gradient = Gradient.of(h, inputs);
    assertThat(gradient).hasSize(3000);
    Map<Expr, Tensor> values = Map.of(X, Tensor.scalar(0.5));
    Expr third = gradient.getOrDefault(inputs.get(2997), X);
    assertThat(Interpreter.evaluate(third, values).item()).isEqualTo(0.25);
  }

  /** By w, which a scan within a scan sees through an expression that is computed outside. */
  @Test
  void nestedScansThatUseWhatIsOutside() {
    Expr w = Expr.variable("w", 3);
    Expr rows = Expr.variable("rows", 4, 3);
    Expr outside = exp(w.times(0.3));
    Scan outer =
        Scan.of(
            List.of(V),
            List.of(rows),
            (states, slices) -> {
              Scan inner =
                  Scan.of(
                      List.of(slices.getFirst().sum()),
                      List.of(outside, states.getFirst()),
                      (s, q) -> {
                        Expr next = sin(s.getFirst().plus(q.get(0).times(q.get(1))));
                        return new Scan.Step(List.of(next), List.of(next.times(outside.at(0, 2))));
                      });
              Expr next = inner.outputs().getFirst().plus(outside);
              return new Scan.Step(List.of(next), List.of(inner.last().getFirst()));
            });
    Expr node = outer.last().getFirst().sum().plus(outer.outputs().getFirst().sum());
    Random random = new Random(17);
    Map<Expr, Tensor> at = new HashMap<>();
    for (Expr x : List.of(w, rows, V)) {
      at.put(x, Numbers.random(x.shape(), random));
    }
    List<Expr> by = List.of(w, rows, V);
    assertThat(GradientCheck.first(Gradient::of, node, by, at)).isEmpty();
    assertThat(GradientCheck.second(Gradient::of, node, by, at)).isEmpty();
  }

  @Test
  void adjointsHaveTheShapeOfTheirOutput() {
    assertThatThrownBy(() -> Gradient.pullback(List.of(V), List.of(X), List.of(V)))
        .isInstanceOf(ShapeException.class)
        .hasMessage("gradient: the adjoint of v[3] has shape []");
    assertThatThrownBy(() -> Tangent.of(V.sum(), V, X))
        .isInstanceOf(ShapeException.class)
        .hasMessage("tangent: the direction of v[3] has shape []");
  }

  @Test
  void tangentsOfWhatDoesNotMoveAreZero() {
    assertThat(Tangent.of(X.times(2), Y, Expr.constant(1))).isSameAs(Expr.constant(0));
    assertThat(Tangent.of(Y, Y, X)).isSameAs(X);
  }

  private static Map<Expr, Tensor> at(double x, double y) {
    return Map.of(X, Tensor.scalar(x), Y, Tensor.scalar(y));
  }
}
