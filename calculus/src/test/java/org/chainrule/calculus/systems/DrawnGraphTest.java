package org.chainrule.calculus.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;

import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.junit.jupiter.api.Test;

/** {@code ln x + exp(y) z}, one operation a node, with the numbers that belong on its picture. */
class DrawnGraphTest {
  private static final Expr X = Expr.variable("x");
  private static final Expr Y = Expr.variable("y");
  private static final Expr Z = Expr.variable("z");
  private static final Expr LN = log(X);
  private static final Expr EXP = exp(Y);
  private static final Expr PRODUCT = EXP.times(Z);
  private static final Expr F = LN.plus(PRODUCT);
  private static final Map<Expr, Tensor> AT =
      Map.of(X, Tensor.scalar(1), Y, Tensor.scalar(3), Z, Tensor.scalar(2));

  @Test
  void oneOperationANode() {
    assertThat(Expr.inOrder(List.of(F))).containsExactly(X, LN, Y, EXP, Z, PRODUCT, F);
  }

  @Test
  void forwardValues() {
    double e3 = Math.exp(3);
    Truth.assertTrue(
        Truth.numbers(List.of(LN, EXP, PRODUCT, F), AT), 0, e3, 2 * e3, Truth.of("drawn f").item());
    assertThat(Truth.number(F, AT)).isCloseTo(40.17107, within(5e-6));
  }

  @Test
  void accumulatedPartials() {
    Truth.assertTrue(
        Truth.numbers(Gradient.of(F, X, Y, Z).values(), AT), Truth.of("drawn gradient").toArray());
    Truth.assertTrue(Truth.numbers(Gradient.of(F, F, LN, PRODUCT, EXP).values(), AT), 1, 1, 1, 2);
  }

  /** On the edges: ∂ of a node by one of its inputs alone. */
  @Test
  void localPartials() {
    double e3 = Math.exp(3);
    double[] found =
        Truth.numbers(
            List.of(
                Gradient.by(LN, X),
                Gradient.by(EXP, Y),
                Gradient.by(PRODUCT, EXP),
                Gradient.by(PRODUCT, Z),
                Gradient.by(F, PRODUCT),
                Gradient.by(F, LN)),
            AT);
    Truth.assertTrue(found, 1, e3, 2, e3, 1, 1);
  }
}
