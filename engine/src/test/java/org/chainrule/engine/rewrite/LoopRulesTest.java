package org.chainrule.engine.rewrite;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.sin;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Gather;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Scan;
import org.chainrule.graph.op.ScatterAdd;
import org.chainrule.graph.op.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoopRulesTest {
  private static final Expr H = Expr.variable("h", 3);
  private static final Expr X = Expr.variable("x", 4, 3);
  private static final Expr W = Expr.variable("w", 3, 3);

  /** Graphs with a loop that a rule rewrites. */
  record Example(String rule, List<Expr> roots) {
    @Override
    public String toString() {
      return rule;
    }
  }

  static List<Example> examples() {
    Scan plain = scan(X, (h, x) -> tanh(h.plus(x)), (h, x) -> h);
    Scan other = scan(X, (h, x) -> tanh(h.plus(x)), (h, x) -> x.times(h));
    Expr objective = scan(X, (h, x) -> tanh(h.matmul(W).plus(x)), (h, x) -> h).outputs().getFirst();
    List<Expr> training = new ArrayList<>(List.of(objective));
    training.addAll(Gradient.of(objective.power(2).sum(), W, X, H).values());
    return List.of(
        example("loop of no steps", scan(X.slice(0, 0, 0), Expr::plus, Expr::times)),
        example("loop of one step", scan(X.slice(0, 1, 2), Expr::plus, Expr::times)),
        new Example("dead parts of a loop", plain.last()),
        example("repeated inputs of a loop", doubled()),
        example("numbers into a loop", scan(filled(), Expr::plus, Expr::times)),
        example("state that stays", scan(X, (h, x) -> h, (h, x) -> sin(h.plus(x)).times(h))),
        example("repeated outputs of a loop", twice()),
        new Example("same in every step", List.of(constantFactor())),
        example("output without states", scan(X, Expr::times, (h, x) -> sin(x))),
        example("product without states", scan(X, (h, x) -> tanh(h.plus(x.matmul(W))), Expr::plus)),
        example("product of joined inputs", scan(X, (h, x) -> tanh(joined(h, x)), Expr::plus)),
        example("sum over time", scan(X, (h, x) -> h.plus(x.matmul(W)), (h, x) -> x)),
        example("product for an output", scan(X, (h, x) -> tanh(h.plus(x)), (h, x) -> h.matmul(W))),
        new Example(Merging.NAME, List.of(plain.outputs().getFirst(), other.outputs().getFirst())),
        new Example(Saving.NAME, training));
  }

  /** What a body makes of a state and a slice. */
  @FunctionalInterface
  private interface Body {
    Expr of(Expr h, Expr x);
  }

  private static Expr joined(Expr h, Expr x) {
    return Functions.concatenate(0, h, x).matmul(Expr.variable("both", 6, 3));
  }

  private static Expr filled() {
    return Expr.filled(Shape.of(4, 3), 0.5);
  }

  private static Scan scan(Expr sequence, Body next, Body output) {
    return Scan.of(
        List.of(H),
        List.of(sequence),
        (states, slices) -> {
          Expr h = states.getFirst();
          Expr x = slices.getFirst();
          return new Scan.Step(List.of(next.of(h, x)), List.of(output.of(h, x)));
        });
  }

  private static Scan doubled() {
    return Scan.of(
        List.of(H),
        List.of(X, X),
        (states, slices) ->
            new Scan.Step(
                List.of(states.getFirst().times(slices.get(0)).plus(slices.get(1))), List.of()));
  }

  private static Scan twice() {
    return Scan.of(
        List.of(H),
        List.of(X),
        (states, slices) -> {
          Expr next = sin(states.getFirst().plus(slices.getFirst()));
          return new Scan.Step(List.of(next), List.of(next, next));
        });
  }

  /** A loop whose body computes something of an invariant only. */
  private static Expr constantFactor() {
    Expr h = Variable.fresh("h", H.shape());
    Expr x = Variable.fresh("x", H.shape());
    Expr w = Variable.fresh("w", H.shape());
    Expr next = h.times(sin(w)).plus(x);
    Loop loop = new Loop(4, true, List.of(h), List.of(x), List.of(w), List.of(next), List.of());
    return Expr.of(loop, H, X, W.sum(0));
  }

  private static Example example(String rule, Scan scan) {
    List<Expr> roots = new ArrayList<>(scan.last());
    roots.addAll(scan.outputs());
    return new Example(rule, roots);
  }

  @Test
  void everyRuleHasANameOfItsOwnAndAnExample() {
    Set<String> names = LoopRewriting.RULES.stream().map(LoopRule::name).collect(toSet());
    assertThat(names).hasSize(LoopRewriting.RULES.size());
    names.addAll(List.of(Merging.NAME, Saving.NAME));
    assertThat(examples().stream().map(Example::rule).collect(toSet())).isEqualTo(names);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theRuleRewritesItsExample(Example example) {
    Rewrites rewrites = Agreement.rewritten(example.roots, 5);
    assertThat(rewrites.applied()).containsKey(example.rule);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void derivativesOfTheExampleStayTheSame(Example example) {
    Expr objective = Expr.constant(0);
    for (Expr root : example.roots) {
      objective = objective.plus(sin(root).sum());
    }
    List<Expr> first = List.copyOf(Gradient.of(objective, H, X, W).values());
    Agreement.rewritten(first, 6);
    Expr slope = first.getFirst().power(2).sum();
    Agreement.rewritten(List.copyOf(Gradient.of(slope, H, X, W).values()), 7);
  }

  /** Rows of a table that are looked up step by step get their gradients at once. */
  @Test
  void theGradientOfATableIsScatteredOnceAfterTheLoop() {
    Expr table = Expr.variable("table", 6, 3);
    Expr rows = Expr.variable("rows", 4, 2);
    Scan scan =
        Scan.of(
            List.of(Expr.filled(Shape.of(2, 3), 0.1)),
            List.of(rows),
            (states, slices) -> {
              Expr row = Gather.of(table, slices.getFirst());
              Expr next = tanh(states.getFirst().matmul(W).plus(row));
              return new Scan.Step(List.of(next), List.of(next));
            });
    Expr gradient = Gradient.by(scan.outputs().getFirst().power(2).sum(), table);
    Rewrites rewrites = Rewrites.of(List.of(gradient));
    assertThat(Expr.inOrder(rewrites.roots()))
        .filteredOn(e -> e.op() instanceof ScatterAdd)
        .hasSize(1);
    Map<Expr, Tensor> values = Agreement.random(List.of(table, W), 4);
    values.put(rows, Tensor.of(rows.shape(), 0, 5, 1, 1, 5, 5, 2, 0));
    Agreement.assertSame(rewrites.roots(), List.of(gradient), values, 1e-12, "seed 4");
  }

  /** One product a step is left: that of the state. */
  @Test
  void aProductOfStateAndInputTogetherIsSplit() {
    Scan scan = scan(X, (h, x) -> tanh(joined(h, x)), (h, x) -> h);
    Rewrites rewrites = Agreement.rewritten(scan.outputs(), 2);
    List<Expr> nodes = Expr.inOrder(rewrites.roots());
    assertThat(nodes).filteredOn(e -> e.op() instanceof Contract).hasSize(1);
    assertThat(nodes)
        .filteredOn(e -> e.op() instanceof Loop)
        .singleElement()
        .satisfies(e -> assertThat(products((Loop) e.op())).isEqualTo(1));
  }

  private static long products(Loop loop) {
    return Expr.inOrder(loop.next()).stream().filter(e -> e.op() instanceof Contract).count();
  }

  /** What would be larger stored for all steps than carried stays a state. */
  @Test
  void aSumOfLargeNumbersWithoutAProductStaysInTheLoop() {
    Expr large = Expr.variable("large", 50);
    Scan scan =
        Scan.of(
            List.of(large),
            List.of(X),
            (states, slices) -> {
              Expr term = sin(slices.getFirst().sum().times(large));
              return new Scan.Step(List.of(states.getFirst().plus(term)), List.of());
            });
    Rewrites rewrites = Agreement.rewritten(scan.last(), 9);
    assertThat(Expr.inOrder(rewrites.roots())).anyMatch(e -> e.op() instanceof Loop);
  }
}
