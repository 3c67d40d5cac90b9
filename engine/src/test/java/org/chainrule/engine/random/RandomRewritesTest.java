package org.chainrule.engine.random;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Vectorize;
import org.chainrule.engine.Precision;
import org.chainrule.engine.rewrite.Rewrites;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs and their gradients have the same values when they are rewritten. */
class RandomRewritesTest {
  private static final Contestant REWRITTEN =
      new Contestant(
          "interpreter of the rewritten program",
          Precision.FLOAT64,
          () ->
              new Altered(
                  program ->
                      Substitution.withRoots(program, Rewrites.of(program.roots()).roots())));

  private final Agreement agreement = new Agreement();

  private void assertAgreement(int programs, LongFunction<Sample> program) {
    Optional<String> failure =
        LongStream.range(0, programs)
            .parallel()
            .mapToObj(seed -> Failure.of(agreement, seed, program.apply(seed), List.of(REWRITTEN)))
            .flatMap(Optional::stream)
            .findFirst();
    assertThat(failure).isEmpty();
    assertThat(agreement.undecided()).isLessThanOrEqualTo(agreement.compared() / 50);
  }

  @Test
  void randomPrograms() {
    assertAgreement(500, RandomPrograms::of);
  }

  /** Second derivatives, and first ones of two programs at once. */
  @Test
  void differentiatedTwiceOrBatched() {
    assertAgreement(100, RandomRewritesTest::furtherDerivatives);
  }

  private static Sample furtherDerivatives(long seed) {
    Sample sample = RandomPrograms.forward(seed, 300);
    List<Expr> variables = sample.real();
    List<Expr> first = gradients(sample.program().outputs(), variables);
    List<Expr> all = new ArrayList<>(gradients(first, variables));
    Map<Expr, Tensor> values = new HashMap<>(sample.values());
    if (!variables.isEmpty()) {
      Expr one = variables.getFirst();
      Expr two = Expr.variable("two", one.shape().prepend(2));
      values.put(two, Interpreter.evaluate(one.broadcast(two.shape()).times(0.5), sample.values()));
      all.addAll(Vectorize.over(first, Map.of(one, two)));
    }
    return new Sample(new Program(all, Map.of()), values);
  }

  private static List<Expr> gradients(List<Expr> roots, List<Expr> variables) {
    Expr objective = Expr.constant(0);
    for (Expr root : roots) {
      objective = objective.plus(Functions.sin(root).sum());
    }
    return List.copyOf(Gradient.of(objective, variables).values());
  }

  static Stream<org.chainrule.graph.samples.Sample> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyOpAlone(org.chainrule.graph.samples.Sample sample) {
    List<Expr> all = new ArrayList<>(List.of(sample.node()));
    all.addAll(gradients(all, sample.real()));
    Sample program = new Sample(new Program(all, Map.of()), sample.values());
    assertThat(Failure.of(agreement, 0, program, List.of(REWRITTEN))).isEmpty();
  }
}
