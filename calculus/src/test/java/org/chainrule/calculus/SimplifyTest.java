package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;
import static org.chainrule.graph.Functions.maximum;
import static org.chainrule.graph.Functions.relu;
import static org.chainrule.graph.Functions.sin;
import static org.chainrule.graph.Functions.tanh;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Multiply;
import org.chainrule.graph.op.Scan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimplifyTest {
  private static final Expr X = Expr.variable("x", 2, 3);
  private static final Expr Y = Expr.variable("y", 2, 3);

  static IntStream seeds() {
    return IntStream.range(0, 300);
  }

  /** A graph of ops that rules look for, on values of shape [2, 3] between −1 and 1 or so. */
  private static Expr program(Random random) {
    List<Expr> nodes = new ArrayList<>(List.of(X, Y));
    for (double number : new double[] {0, 1, -1, 2, 0.5}) {
      nodes.add(Expr.filled(X.shape(), number));
    }
    for (int i = 0; i < 25; i++) {
      Expr a = nodes.get(random.nextInt(nodes.size()));
      Expr b = nodes.get(random.nextInt(nodes.size()));
      nodes.add(
          switch (random.nextInt(16)) {
            case 0 -> a.plus(b);
            case 1 -> a.minus(b);
            case 2, 3 -> tanh(a).times(b);
            case 4 -> a.negate();
            case 5 -> a.dividedBy(b.power(2).plus(1));
            case 6 -> log(exp(tanh(a)));
            case 7 -> exp(log(abs(a).plus(0.5))).times(0.25);
            case 8 -> a.transpose().transpose();
            case 9 -> a.reshape(3, 2).transpose(1, 0).reshape(6).reshape(2, 3);
            case 10 -> a.sum(0).broadcast(X.shape()).dividedBy(2);
            case 11 -> a.sum(1).reshape(2, 1).broadcast(X.shape()).dividedBy(3);
            case 12 -> a.at(0, 1).broadcast(Shape.of(4, 2, 3)).sum(0, 1).reshape(1, 3).plus(b);
            case 13 -> maximum(a, b).power(1);
            case 14 -> sin(a).matmul(b.transpose()).matmul(a).dividedBy(9);
            default -> relu(a).times(b.dividedBy(1)).times(3).times(0.25);
          });
    }
    return nodes.getLast().plus(nodes.get(nodes.size() - 2));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void valuesAreKept(int seed) {
    Random random = new Random(seed);
    Expr program = program(random);
    Map<Expr, Tensor> values =
        Map.of(X, Numbers.random(X.shape(), random), Y, Numbers.random(Y.shape(), random));
    Expr simple = Simplify.of(program);
    Numbers.assertClose(
        Interpreter.evaluate(simple, values), Interpreter.evaluate(program, values), 1e-12);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void noRuleAppliesToTheResult(int seed) {
    Expr simple = Simplify.of(program(new Random(seed)));
    assertThat(Simplify.steps(simple)).isEmpty();
    assertThat(Simplify.of(simple)).isSameAs(simple);
  }

  @Test
  void stepsLeadFromTheGraphToItsSimpleForm() {
    Expr node = X.times(1).plus(0).negate().negate();
    assertThat(Simplify.steps(node))
        .extracting(step -> step.rule().name(), Simplify.Step::to)
        .containsExactly(
            tuple("multiplying by one", X), tuple("adding zero", X), tuple("double negative", X));
  }

  @Test
  void whatSeveralGraphsShareStaysShared() {
    Expr shared = tanh(X.times(1));
    List<Expr> simple = Simplify.of(List.of(shared.plus(Y), shared.times(Y)));
    assertThat(simple.get(0).input(0)).isSameAs(simple.get(1).input(0)).isSameAs(tanh(X));
  }

  /** The body's gradient holds no product with a constant 1, as the chain rule writes it. */
  @Test
  void bodiesOfLoopsAreSimplified() {
    Expr sequence = Expr.variable("sequence", 5);
    Scan scan =
        Scan.of(
            List.of(Expr.constant(0)),
            List.of(sequence),
            (states, slices) ->
                new Scan.Step(List.of(states.getFirst().plus(slices.getFirst())), List.of()));
    Expr gradient = Gradient.by(scan.last().getFirst(), sequence);
    List<Loop> loops =
        Expr.inOrder(List.of(gradient)).stream()
            .filter(node -> node.op() instanceof Loop)
            .map(node -> (Loop) node.op())
            .toList();
    assertThat(loops).isNotEmpty();
    for (Loop loop : loops) {
      List<Expr> body = new ArrayList<>(loop.next());
      body.addAll(loop.emitted());
      assertThat(Expr.inOrder(body)).noneMatch(node -> node.op() instanceof Multiply);
    }
  }
}
