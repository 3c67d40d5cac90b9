package org.chainrule.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Vectorize;
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
      List<Expr> all = new ArrayList<>(roots);
      all.addAll(gradients(roots, differentiable(sample)));
      List<Tensor> expected = Interpreter.evaluate(all, sample.values());
      List<Tensor> actual = Interpreter.evaluate(Rewrites.of(all).roots(), sample.values());
      for (int i = 0; i < all.size(); i++) {
        String what = "seed " + seed + ", result " + i + ", " + all.get(i);
        Closeness.assertClose(actual.get(i), expected.get(i), 1e-8, what);
      }
    }
  }

  /** Second derivatives, and first ones of two programs at once, where they are finite. */
  @ParameterizedTest
  @MethodSource("batches")
  void differentiatedTwiceOrBatched(long batch) {
    for (long seed = batch * 10; seed < (batch + 1) * 10; seed++) {
      RandomProgram sample = new RandomProgram(seed, 3 + (int) (seed % 14));
      List<Expr> variables = differentiable(sample);
      List<Expr> first = gradients(sample.program().roots(), variables);
      Expr one = variables.getFirst();
      Expr two = Expr.variable("two", one.shape().prepend(2));
      Map<Expr, Tensor> values = new HashMap<>(sample.values());
      Tensor value = Interpreter.evaluate(one.broadcast(two.shape()).times(0.5), values);
      values.put(two, value);
      List<Expr> all = new ArrayList<>(gradients(first, variables));
      all.addAll(Vectorize.over(first, Map.of(one, two)));
      List<Tensor> expected = Interpreter.evaluate(all, values);
      List<Tensor> actual = Interpreter.evaluate(Rewrites.of(all).roots(), values);
      for (int i = 0; i < all.size(); i++) {
        if (Arrays.stream(expected.get(i).toArray()).allMatch(x -> Math.abs(x) < 1e6)) {
          String what = "seed " + seed + ", result " + i + ", " + all.get(i);
          Closeness.assertClose(actual.get(i), expected.get(i), 1e-6, what);
        }
      }
    }
  }

  private static List<Expr> gradients(List<Expr> roots, List<Expr> variables) {
    Expr objective = Expr.constant(0);
    for (Expr root : roots) {
      objective = objective.plus(Functions.sin(root).sum());
    }
    return List.copyOf(Gradient.of(objective, variables).values());
  }

  static Stream<Sample> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyOpAlone(Sample sample) {
    List<Expr> all = new ArrayList<>(List.of(sample.node()));
    all.addAll(gradients(all, sample.real()));
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
