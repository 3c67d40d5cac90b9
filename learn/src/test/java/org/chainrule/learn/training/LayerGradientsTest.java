package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.junit.jupiter.api.Test;

class LayerGradientsTest {
  private int drawn;

  private double[] take(int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = Math.cos(0.3 + 0.9 * drawn++);
    }
    return numbers;
  }

  /** See {@code layer_gradients.py}. */
  @Test
  void sizesAreThoseOfNumPy() {
    Dataset examples =
        new Dataset(
            "waves",
            List.of(3),
            Features.of(take(15), 3),
            new Labels(new int[] {2, 0, 1, 2, 1}, List.of("a", "b", "c")));
    Network network =
        Network.of(
            Shape.of(3),
            new Dense(4),
            Activation.SIGMOID,
            new Dense(2),
            Activation.SIGMOID,
            new Dense(3));
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      values.put(p.name(), Tensor.of(p.shape(), take(p.shape().elements())));
    }
    Model model = new Model(network, List.of("a", "b", "c"), Precision.FLOAT64, values);
    LayerGradients found = LayerGradients.of(model, examples).orElseThrow();
    double[] expected = {0.0036881108121165026, 0.0021000271200454475, 0.010343206613972164};
    assertThat(found.sizes()).hasSize(3);
    for (int i = 0; i < 3; i++) {
      assertThat(found.sizes().get(i)).isCloseTo(expected[i], within(1e-14));
    }
    assertThat(found.share()).isCloseTo(expected[0] / expected[2], within(1e-12));
  }

  @Test
  void withoutWeightsThereIsNone() {
    Dataset examples =
        new Dataset(
            "two",
            List.of(2),
            Features.of(new double[] {1, 2, 3, 4}, 2),
            new Labels(new int[] {0, 1}, List.of("a", "b")));
    Network network = Network.of(Shape.of(2), Activation.TANH);
    Model model = new Model(network, List.of("a", "b"), Precision.FLOAT64, Map.of());
    assertThat(LayerGradients.of(model, examples)).isEmpty();
  }
}
