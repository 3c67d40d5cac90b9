package org.chainrule.calculus;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.chainrule.graph.Functions.sin;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.Compare;
import org.chainrule.graph.op.Constant;
import org.chainrule.graph.op.Sign;
import org.chainrule.graph.samples.Sample;
import org.chainrule.graph.samples.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link GradientCheck} reports wrong derivatives. */
class SabotageTest {
  private static final Set<Class<?>> WITHOUT_DERIVATIVE =
      Set.of(ArgMax.class, Compare.class, Constant.class, Sign.class);

  /** The first sample of every op whose gradient is not zero. */
  static Stream<Sample> differentiable() {
    Map<Class<?>, Sample> samples = new LinkedHashMap<>();
    for (Sample sample : Samples.all()) {
      if (!samples.containsKey(sample.node().op().getClass()) && hasGradient(sample)) {
        samples.put(sample.node().op().getClass(), sample);
      }
    }
    return samples.values().stream();
  }

  private static boolean hasGradient(Sample sample) {
    Map<Expr, Expr> gradient = Gradient.of(sample.node().sum(), sample.real());
    return Interpreter.evaluate(gradient.values(), sample.values()).stream()
        .flatMapToDouble(tensor -> Arrays.stream(tensor.toArray()))
        .anyMatch(number -> number != 0);
  }

  @Test
  void everyOpButThoseWithoutDerivativeIsSabotaged() {
    Set<Class<?>> expected = new LinkedHashSet<>(Samples.ops());
    expected.removeAll(WITHOUT_DERIVATIVE);
    assertThat(differentiable().map(sample -> sample.node().op().getClass()).collect(toSet()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void aFactorIsReported(Sample sample) {
    assertThat(faults(sample, term -> term.times(1.001))).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void aSignIsReported(Sample sample) {
    assertThat(faults(sample, Expr::negate)).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("differentiable")
  void aMissingDerivativeIsReported(Sample sample) {
    assertThat(faults(sample, term -> Expr.filled(term.shape(), 0))).isNotEmpty();
  }

  @Test
  void theReportSaysWhereAndBoth() {
    Expr x = Expr.variable("x", 2);
    Map<Expr, Tensor> at = Map.of(x, Tensor.vector(0.5, -1));
    GradientCheck.Differentiation wrong = changed(term -> term.times(2));
    assertThat(GradientCheck.first(wrong, x, List.of(x), at))
        .first()
        .asString()
        .matches("by x\\[2] along a direction: graph -?\\S+, finite differences -?\\S+");
  }

  @Test
  void oneTermOfTwoMissingIsReported() {
    Expr x = Expr.variable("x", 4);
    Expr inner = sin(x);
    Expr node = inner.plus(x.power(2));
    Map<Expr, Tensor> at = Map.of(x, Tensor.vector(0.5, -1, 2, 1.5));
    GradientCheck.Differentiation wrong =
        (objective, by) -> {
          Expr lost = Gradient.by(objective, inner);
          Expr term = Gradient.pullback(List.of(inner), List.of(lost), List.of(x)).getFirst();
          return Map.of(x, Gradient.by(objective, x).minus(term));
        };
    assertThat(GradientCheck.first(Gradient::of, node, List.of(x), at)).isEmpty();
    assertThat(GradientCheck.first(wrong, node, List.of(x), at)).isNotEmpty();
  }

  @Test
  void aWrongSecondDerivativeIsReported() {
    Expr x = Expr.variable("x", 3);
    Map<Expr, Tensor> at = Map.of(x, Tensor.vector(0.5, -1, 2));
    Set<Expr> seen = new HashSet<>();
    GradientCheck.Differentiation wrongFromTheSecondOn =
        (objective, by) ->
            changed(term -> seen.add(objective) && seen.size() > 1 ? term.times(1.001) : term)
                .of(objective, by);
    assertThat(GradientCheck.second(Gradient::of, x.power(3), List.of(x), at)).isEmpty();
    assertThat(GradientCheck.second(wrongFromTheSecondOn, x.power(3), List.of(x), at)).isNotEmpty();
  }

  private static List<String> faults(Sample sample, UnaryOperator<Expr> change) {
    return GradientCheck.first(changed(change), sample.node(), sample.real(), sample.values());
  }

  private static GradientCheck.Differentiation changed(UnaryOperator<Expr> change) {
    return (objective, by) -> {
      Map<Expr, Expr> gradient = new LinkedHashMap<>(Gradient.of(objective, by));
      gradient.replaceAll((x, term) -> change.apply(term));
      return gradient;
    };
  }
}
