package org.chainrule.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.junit.jupiter.api.Test;

class NetworkTest {
  @Test
  void layersAreNamedByKindAndNumber() {
    Network network =
        Network.of(Shape.of(8, 8), new Flatten(), new Dense(5), Activation.RELU, new Dense(3));
    assertThat(network.parameters().stream().map(Parameter::name))
        .containsExactly("dense_1.weight", "dense_1.bias", "dense_2.weight", "dense_2.bias");
    assertThat(network.output()).isEqualTo(Shape.of(3));
    assertThat(Parameter.trainedNumbers(network.parameters().stream())).isEqualTo(343);
  }

  @Test
  void computesWithItsParameters() {
    Network network = Network.of(Shape.of(2), new Rescale(10), new Dense(2), Activation.RELU);
    Expr x = Expr.variable("x", 1, 2);
    Map<Expr, Tensor> values =
        Map.of(
            x,
            Tensor.matrix(new double[] {0.1, -0.2}),
            Expr.variable("dense_1.weight", 2, 2),
            Tensor.matrix(new double[] {1, 2}, new double[] {3, 4}),
            Expr.variable("dense_1.bias", 2),
            Tensor.vector(6, 0.5));
    // (1, −2) W + b = (1 − 6 + 6, 2 − 8 + 0.5)
    assertThat(Interpreter.evaluate(network.apply(x), values))
        .isEqualTo(Tensor.matrix(new double[] {1, 0}));
  }

  @Test
  void misfitsAreFoundWhenTheNetworkIsBuilt() {
    assertThatThrownBy(() -> Network.of(Shape.of(8, 8), new Dense(3)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("[8, 8]")
        .hasMessageContaining("Flatten");
    assertThatThrownBy(() -> new Dense(0)).hasMessageContaining("at least 1");
    assertThatThrownBy(() -> Network.of(Shape.of(2), new Dense(3), new Standardize()))
        .hasMessageContaining("put it first");
    Network network = Network.of(Shape.of(2), new Dense(3));
    assertThatThrownBy(() -> network.apply(Expr.variable("x", 4, 3)))
        .hasMessageContaining("[4, 3]");
  }

  @Test
  void everyParameterHasNumbersOfItsOwn() {
    Network network = Network.of(Shape.of(4), new Dense(4), new Dense(4));
    Map<String, Tensor> values = network.initialize(3);
    assertThat(values.get("dense_1.weight")).isNotEqualTo(values.get("dense_2.weight"));
    assertThat(network.initialize(3)).isEqualTo(values);
    assertThat(network.initialize(4)).isNotEqualTo(values);
  }
}
