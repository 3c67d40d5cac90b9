package org.chainrule.engine.rewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.less;
import static org.chainrule.graph.Functions.lessOrEqual;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.tanh;

import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Relu;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The derivative of relu asks its result, and answers as before. */
class MasksTest {
  private static final Tensor SPECIAL =
      Tensor.vector(
          Double.NaN,
          0.0,
          -0.0,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          Float.MIN_VALUE,
          -Float.MIN_VALUE,
          1,
          -1);

  private final Expr x = Expr.variable("x", 9);

  private static List<Expr> comparisons(List<Expr> roots) {
    return Expr.inOrder(roots).stream().filter(e -> e.op() instanceof Compare).toList();
  }

  @Test
  void noComparisonReadsTheArgument() {
    Expr argument = Expr.variable("w", 9, 9).matmul(x);
    Expr hidden = relu(argument);
    Expr loss = tanh(hidden).sum();
    Rewrites rewrites = Agreement.rewritten(List.of(loss, Gradient.by(loss, x)), 4);
    assertThat(rewrites.applied()).containsEntry(Masks.NAME, 1);
    assertThat(comparisons(rewrites.roots()))
        .singleElement()
        .satisfies(mask -> assertThat(mask.input(1).op()).isInstanceOf(Relu.class));
  }

  /** The result of one relu is the argument of the next. */
  @Test
  void severalLayers() {
    Expr w = Expr.variable("w", 9, 9);
    Expr loss = relu(w.matmul(relu(w.matmul(relu(w.matmul(x)))))).sum();
    Rewrites rewrites = Agreement.rewritten(List.of(loss, Gradient.by(loss, x)), 5);
    assertThat(rewrites.applied()).containsEntry(Masks.NAME, 3);
    assertThat(comparisons(rewrites.roots()))
        .hasSize(3)
        .allMatch(mask -> mask.input(1).op() instanceof Relu);
  }

  /** The result is 0 at 0 and below, where "0 ≤ x" tells them apart. */
  @Test
  void theOtherChoiceAtZeroAsksTheArgument() {
    Expr loss = relu(x, 1).sum();
    Rewrites rewrites = Rewrites.of(List.of(loss, Gradient.by(loss, x)));
    assertThat(rewrites.applied()).doesNotContainKey(Masks.NAME);
    assertThat(comparisons(rewrites.roots())).allMatch(mask -> mask.input(1).equals(x));
  }

  @Test
  void otherComparisonsStayAsTheyAre() {
    Expr zero = Expr.filled(x.shape(), 0);
    List<Expr> roots =
        List.of(relu(x), less(x, zero), less(Expr.filled(x.shape(), 1), x), lessOrEqual(zero, x));
    assertThat(Rewrites.of(roots).roots()).isEqualTo(roots);
    assertThat(Rewrites.of(List.of(less(zero, x))).roots()).containsExactly(less(zero, x));
  }

  @ParameterizedTest
  @EnumSource
  void specialValues(Precision precision) {
    for (int choice = 0; choice < 2; choice++) {
      Expr hidden = relu(x, choice);
      Expr mask = Gradient.by(hidden.sum(), x);
      Expr scaled = Gradient.by(hidden.times(Expr.variable("y", 9)).sum(), x);
      List<Expr> wanted = List.of(hidden, mask, scaled);
      Engine engine = new Engine(precision);
      Tensor weights = Tensor.vector(1, 2, 3, 4, 5, 6, 7, Double.NaN, Double.NEGATIVE_INFINITY);
      Map<Expr, Tensor> values = Map.of(x, SPECIAL, Expr.variable("y", 9), weights);
      values.forEach(engine::write);
      Plan plan = engine.plan(new Program(wanted, Map.of()));
      plan.run();
      List<Tensor> expected = Interpreter.evaluate(wanted, values);
      for (int i = 0; i < wanted.size(); i++) {
        assertThat(plan.value(wanted.get(i))).as("%s", wanted.get(i)).isEqualTo(expected.get(i));
      }
      assertThat(plan.value(mask)).isEqualTo(Tensor.vector(0, choice, choice, 1, 0, 1, 0, 1, 0));
    }
  }
}
