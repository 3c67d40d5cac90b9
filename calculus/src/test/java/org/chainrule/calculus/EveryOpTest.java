package org.chainrule.calculus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The derivative and batching rules of every op that there is. */
class EveryOpTest {
  static List<Sample> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void gradientsAreThoseOfFiniteDifferences(Sample sample) {
    assertThat(GradientCheck.first(Gradient::of, sample.node(), sample.real(), sample.values()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void secondDerivativesAreThoseOfFiniteDifferences(Sample sample) {
    assertThat(GradientCheck.second(Gradient::of, sample.node(), sample.real(), sample.values()))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void forwardAndReverseModeAgree(Sample sample) {
    Random random = new Random(2);
    Expr node = sample.node();
    List<Tensor> directions = directions(sample, random);
    Tensor weights = Numbers.random(node.shape(), random);
    List<Expr> gradient =
        Gradient.pullback(List.of(node), List.of(Expr.constant(weights)), sample.real());

    Tensor tangent = evaluate(tangents(List.of(node), sample, directions), sample).getFirst();
    List<Tensor> adjoints = evaluate(gradient, sample);
    double scale = Numbers.magnitude(weights, tangent) + magnitude(adjoints, directions);
    assertThat(Numbers.dot(weights, tangent))
        .isCloseTo(dot(adjoints, directions), within(1e-14 * scale));
  }

  /** ⟨v, ∇²f u⟩ by forward over reverse is ⟨u, ∇²f v⟩ by reverse over reverse. */
  @ParameterizedTest
  @MethodSource("samples")
  void secondDerivativesAreSymmetric(Sample sample) {
    Random random = new Random(3);
    Tensor weights = Numbers.random(sample.node().shape(), random);
    List<Tensor> u = directions(sample, random);
    List<Tensor> v = directions(sample, random);
    List<Expr> gradient =
        List.copyOf(
            Gradient.of(Numbers.projection(sample.node(), weights), sample.real()).values());
    Expr slope = Expr.constant(0);
    for (int i = 0; i < gradient.size(); i++) {
      slope = slope.plus(Numbers.projection(gradient.get(i), v.get(i)));
    }

    List<Tensor> forward = evaluate(tangents(gradient, sample, u), sample);
    List<Tensor> reverse = evaluate(Gradient.of(slope, sample.real()).values(), sample);
    double scale = magnitude(forward, v) + magnitude(reverse, u);
    assertThat(dot(forward, v)).isCloseTo(dot(reverse, u), within(1e-13 * scale));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void simplifyingKeepsGradients(Sample sample) {
    Tensor weights = Numbers.random(sample.node().shape(), new Random(4));
    List<Expr> raw =
        Gradient.pullback(List.of(sample.node()), List.of(Expr.constant(weights)), sample.real());
    List<Tensor> expected = evaluate(raw, sample);
    List<Tensor> actual = evaluate(Simplify.of(raw), sample);
    for (int i = 0; i < raw.size(); i++) {
      Numbers.assertClose(actual.get(i), expected.get(i), 1e-14);
    }
  }

  /** A random direction for every variable that holds real numbers. */
  private static List<Tensor> directions(Sample sample, Random random) {
    return sample.real().stream().map(x -> Numbers.random(x.shape(), random)).toList();
  }

  private static List<Expr> tangents(List<Expr> nodes, Sample sample, List<Tensor> directions) {
    Map<Expr, Expr> moves = new LinkedHashMap<>();
    for (int i = 0; i < directions.size(); i++) {
      moves.put(sample.real().get(i), Expr.constant(directions.get(i)));
    }
    return Tangent.of(nodes, moves);
  }

  private static double dot(List<Tensor> a, List<Tensor> b) {
    return IntStream.range(0, a.size()).mapToDouble(i -> Numbers.dot(a.get(i), b.get(i))).sum();
  }

  private static double magnitude(List<Tensor> a, List<Tensor> b) {
    return IntStream.range(0, a.size())
        .mapToDouble(i -> Numbers.magnitude(a.get(i), b.get(i)))
        .sum();
  }

  private static List<Tensor> evaluate(Collection<Expr> nodes, Sample sample) {
    return Interpreter.evaluate(nodes, sample.values());
  }
}
