package org.chainrule.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs and gradients of every layer against PyTorch's; see layers_reference.py. */
class LayersReferenceTest {
  private static final String FILE = "layers_reference.json";
  private static final String TRAINING = " (training)";

  static List<String> cases() {
    return Reference.names(FILE).stream().filter(name -> !name.startsWith("loss ")).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void computesWhatPyTorchComputes(String name) {
    check(name, Precision.FLOAT64, 1e-10);
    check(name, Precision.FLOAT32, 1e-5);
  }

  private static void check(String name, Precision precision, double tolerance) {
    Map<String, double[]> expected = Reference.read(FILE, name);
    String text = name.replace(TRAINING, "");
    int colon = text.indexOf(':');
    Shape input =
        new Shape(
            Arrays.stream(text.substring(0, colon).split("x")).map(Integer::valueOf).toList());
    String layers = text.substring(colon + 1);
    Network network = new Network(input, LayerParser.parse(layers, input, Optional.empty()));
    assertThat(LayerParser.parse(LayerText.of(network.layers()), input, Optional.empty()))
        .as("the layers written and read again")
        .isEqualTo(network.layers());

    double[] x = Objects.requireNonNull(expected.get("x"));
    Expr batch = Expr.variable("x", input.prepend(x.length / input.elements()));
    Mode mode = name.endsWith(TRAINING) ? Mode.TRAINING : Mode.EVALUATION;
    Forward forward = network.forward(batch, mode);
    Expr y = forward.output();
    Expr objective = y.times(wave(y.shape(), 1, 0.5, 0.7)).sum();
    Map<String, Expr> wanted = new LinkedHashMap<>(Map.of("y", y));
    List<Expr> by = new ArrayList<>(List.of(batch));
    network.parameters().stream().map(Parameter::variable).forEach(by::add);
    Map<Expr, Expr> gradients = Gradient.of(objective, by);
    gradients.forEach((variable, g) -> wanted.put(gradientName(variable.op().name()), g));
    forward.updates().forEach((variable, v) -> wanted.put("next " + variable.op().name(), v));
    wanted.keySet().retainAll(expected.keySet());

    Engine engine = new Engine(precision);
    engine.write(batch, Tensor.of(batch.shape(), x));
    int number = 0;
    for (Parameter p : network.parameters()) {
      double shift = p.name().endsWith("variance") ? 1 : 0;
      Tensor wave = value(p.shape(), 0.4, 0.3 + 1.7 * number++, 0.9, shift);
      engine.write(p.variable(), wave);
    }
    List<Expr> simple = Simplify.of(List.copyOf(wanted.values()));
    Plan plan = engine.plan(new Program(simple, Map.of()));
    plan.run();
    int i = 0;
    for (String what : wanted.keySet()) {
      assertClose(precision + " " + what, plan.value(simple.get(i++)), expected, what, tolerance);
    }
    for (String what : expected.keySet()) {
      boolean zero = !what.equals("x") && Arrays.stream(expected.get(what)).allMatch(v -> v == 0);
      assertThat(what.equals("x") || zero || wanted.containsKey(what)).as(what).isTrue();
    }
  }

  private static String gradientName(String variable) {
    return variable.equals("x") ? "dx" : variable;
  }

  private static void assertClose(
      String what, Tensor found, Map<String, double[]> expected, String key, double tolerance) {
    double[] numbers = Objects.requireNonNull(expected.get(key), key);
    assertThat(found.shape().elements()).as(what).isEqualTo(numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      assertThat(found.at(i))
          .as("%s[%d]", what, i)
          .isCloseTo(numbers[i], within(tolerance * Math.max(1, Math.abs(numbers[i]))));
    }
  }

  private static Expr wave(Shape shape, double scale, double a, double b) {
    return Expr.constant(value(shape, scale, a, b, 0));
  }

  private static Tensor value(Shape shape, double scale, double a, double b, double shift) {
    double[] numbers = new double[shape.elements()];
    Arrays.setAll(numbers, i -> scale * Math.cos(a + b * i) + shift);
    return Tensor.of(shape, numbers);
  }
}
