package org.chainrule.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chainrule.calculus.Gradient;
import org.chainrule.engine.rewrite.Rewrites;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random programs and their gradients have the same values when they are rewritten. */
class RandomRewritesTest {
  private static final int BATCHES = 10;
  private static final int PROGRAMS = 30;

  static LongStream batches() {
    return LongStream.range(0, BATCHES);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void randomProgram(long batch) {
    for (long seed = batch * PROGRAMS; seed < (batch + 1) * PROGRAMS; seed++) {
      RandomProgram sample = new RandomProgram(seed, 3 + (int) (seed % 30));
      List<Expr> roots = sample.program().roots();
      Expr objective = Expr.constant(0);
      for (Expr root : roots) {
        objective = objective.plus(Functions.sin(root).sum());
      }
      List<Expr> all = new ArrayList<>(roots);
      all.addAll(Gradient.of(objective, differentiable(sample)).values());
      List<Tensor> expected = Interpreter.evaluate(all, sample.values());
      List<Tensor> actual = Interpreter.evaluate(Rewrites.of(all).roots(), sample.values());
      for (int i = 0; i < all.size(); i++) {
        String what = "seed " + seed + ", result " + i + ", " + all.get(i);
        Closeness.assertClose(actual.get(i), expected.get(i), 1e-8, what);
      }
    }
  }

  static Stream<Sample> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyOpAlone(Sample sample) {
    Expr objective = Functions.sin(sample.node()).sum();
    List<Expr> all = new ArrayList<>(List.of(sample.node()));
    all.addAll(Gradient.of(objective, sample.real()).values());
    List<Tensor> expected = Interpreter.evaluate(all, sample.values());
    List<Tensor> actual = Interpreter.evaluate(Rewrites.of(all).roots(), sample.values());
    for (int i = 0; i < all.size(); i++) {
      Closeness.assertClose(actual.get(i), expected.get(i), 1e-12, all.get(i).toString());
    }
  }

  private static List<Expr> differentiable(RandomProgram sample) {
    return sample.values().keySet().stream()
        .filter(variable -> !variable.op().name().startsWith("rows"))
        .toList();
  }
}
