package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses and their gradients against PyTorch's; see layers_reference.py. */
class LossReferenceTest {
  private static final String FILE = "layers_reference.json";
  private static final Expr LABELS = Expr.constant(Tensor.vector(2, 0, 3));
  private static final Expr WEIGHTS = Expr.constant(Tensor.vector(0.5, 2, 1, 0.25));

  static List<String> cases() {
    return Reference.names(FILE).stream().filter(name -> name.startsWith("loss ")).toList();
  }

  private static Expr loss(String name, Expr z) {
    Expr wave = Expr.constant(wave());
    Expr truth = Functions.less(Expr.constant(0), wave);
    Expr target = wave.times(2);
    Expr equal = Expr.filled(Shape.of(4), 1);
    return switch (name) {
      case "loss cross entropy" -> Loss.crossEntropy(z, LABELS).mean();
      case "loss cross entropy, weights" -> weighted(Loss.crossEntropy(z, LABELS, WEIGHTS, 0));
      case "loss cross entropy, smoothing 0.1" -> Loss.crossEntropy(z, LABELS, equal, 0.1).mean();
      case "loss cross entropy, weights, smoothing 0.3" ->
          weighted(Loss.crossEntropy(z, LABELS, WEIGHTS, 0.3));
      case "loss binary" -> Loss.binaryCrossEntropy(z, truth);
      case "loss signs" -> Loss.logistic(z, truth.times(2).minus(1));
      case "loss mse" -> Loss.meanSquaredError(z, target).mean();
      case "loss mae" -> Loss.meanAbsoluteError(z, target).mean();
      case "loss huber 1.5" -> Loss.huber(z, target, 1.5).mean();
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Expr weighted(Expr losses) {
    return losses.sum().dividedBy(Loss.classWeight(LABELS, WEIGHTS).sum());
  }

  private static Tensor wave() {
    double[] numbers = new double[12];
    Arrays.setAll(numbers, i -> Math.cos(0.7 + 2.3 * i));
    return Tensor.of(Shape.of(3, 4), numbers);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void lossesAndGradientsAreThoseOfPyTorch(String name) {
    Map<String, double[]> expected = Reference.read(FILE, name);
    Expr z = Expr.variable("z", 3, 4);
    Expr loss = loss(name, z);
    Expr gradient = Objects.requireNonNull(Gradient.of(loss.sum(), List.of(z)).get(z));
    List<Expr> roots = Simplify.of(List.of(loss, gradient));
    for (Precision precision : Precision.values()) {
      double tolerance = precision == Precision.FLOAT64 ? 1e-10 : 1e-5;
      Engine engine = new Engine(precision);
      engine.write(z, Tensor.of(z.shape(), Objects.requireNonNull(expected.get("z"))));
      Plan plan = engine.plan(new Program(roots, Map.of()));
      plan.run();
      assertClose(plan.value(roots.get(0)), expected, "loss", tolerance);
      assertClose(plan.value(roots.get(1)), expected, "dz", tolerance);
    }
  }

  private static void assertClose(
      Tensor found, Map<String, double[]> expected, String key, double tolerance) {
    double[] numbers = Objects.requireNonNull(expected.get(key), key);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(found.at(i))
          .as("%s[%d]", key, i)
          .isCloseTo(numbers[i], within(tolerance * Math.max(1, Math.abs(numbers[i]))));
    }
  }
}
