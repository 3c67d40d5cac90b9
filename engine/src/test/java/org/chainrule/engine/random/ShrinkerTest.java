package org.chainrule.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.graph.op.Concatenate;
import org.chainrule.graph.op.Contract;
import org.chainrule.graph.op.Loop;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Tanh;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Machines that compute something wrongly are found out, by programs of a few nodes. */
class ShrinkerTest {
  private static final int PROGRAMS = 400;

  /** What a machine does in the place of a program. */
  record Mistake(String name, UnaryOperator<Program> alteration) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake("inaccurate tanh", wrong(ShrinkerTest::inaccurate)),
        new Mistake("products forget a term", wrong(ShrinkerTest::shortened)),
        new Mistake("parts in reverse", wrong(ShrinkerTest::reversed)),
        new Mistake("maximum without the first", wrong(ShrinkerTest::withoutFirst)),
        new Mistake("loops run forward only", wrong(ShrinkerTest::forward)),
        new Mistake("updates one after the other", ShrinkerTest::inSequence));
  }

  private static UnaryOperator<Program> wrong(Function<Expr, Expr> mistake) {
    return program -> {
      Map<Expr, Expr> done = new HashMap<>();
      for (Expr node : Expr.inOrder(program.roots())) {
        done.put(node, mistake.apply(Substitution.rebuilt(node, done)));
      }
      return Substitution.of(program, done);
    };
  }

  private static Expr inaccurate(Expr node) {
    return node.op() instanceof Tanh ? node.times(1 + 1e-11) : node;
  }

  private static Expr reversed(Expr node) {
    return node.op() instanceof Concatenate ? Expr.of(node.op(), node.inputs().reversed()) : node;
  }

  private static Expr shortened(Expr node) {
    if (!(node.op() instanceof Contract contract) || contract.summed().isEmpty()) {
      return node;
    }
    char letter = contract.summed().charAt(0);
    Expr left = withoutLast(node.input(0), contract.left().indexOf(letter));
    Expr right = withoutLast(node.input(1), contract.right().indexOf(letter));
    return Expr.of(contract, left, right);
  }

  private static Expr withoutLast(Expr node, int axis) {
    return node.slice(axis, 0, Math.max(0, node.shape().size(axis) - 1));
  }

  private static Expr withoutFirst(Expr node) {
    if (!(node.op() instanceof Max max) || !max.axes().contains(0)) {
      return node;
    }
    int size = node.input(0).shape().size(0);
    return Expr.of(max, node.input(0).slice(0, Math.min(1, size), size));
  }

  private static Expr forward(Expr node) {
    return node.op() instanceof Loop loop && loop.backward()
        ? Expr.of(LoopShrinking.turned(loop), node.inputs())
        : node;
  }

  private static Program inSequence(Program program) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    for (Map.Entry<Expr, Expr> update : program.updates().entrySet()) {
      Expr value = Substitution.of(List.of(update.getValue()), updates).getFirst();
      updates.put(update.getKey(), value);
    }
    return new Program(program.outputs(), updates);
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void mistakesAreFoundAndMadeSmall(Mistake mistake) {
    Contestant wrong =
        new Contestant(mistake.name, Precision.FLOAT64, () -> new Altered(mistake.alteration));
    Agreement agreement = new Agreement();
    Sample failing =
        LongStream.range(0, PROGRAMS)
            .mapToObj(RandomPrograms::of)
            .filter(sample -> agreement.check(sample, List.of(wrong)).isPresent())
            .findFirst()
            .orElseThrow();
    Sample smallest =
        Shrinker.smallest(failing, s -> agreement.check(s, List.of(wrong)).isPresent());
    assertThat(agreement.check(smallest, List.of(wrong))).isPresent();
    assertThat(Shrinker.nodes(smallest)).as(Text.of(smallest)).isLessThanOrEqualTo(2);
  }
}
