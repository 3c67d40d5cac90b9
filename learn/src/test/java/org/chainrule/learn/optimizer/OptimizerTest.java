package org.chainrule.learn.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.Reference;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.EachStep;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.CosineWeights;
import org.chainrule.learn.training.CrossEntropy;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Trainer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole trainings against PyTorch's, which src/test/python/training_reference.py ran. */
class OptimizerTest {
  private static final Network NETWORK =
      Network.of(Shape.of(3), new Dense(4), Activation.TANH, new Dense(2));

  private static Optimizer optimizer(String name) {
    return switch (name) {
      case "sgd", "l1", "l2", "weights", "smoothing", "both" -> new Sgd(0.3);
      case "momentum", "clip_norm", "clip_value", "average" -> new Sgd(0.3, 0.8, false);
      case "nesterov" -> new Sgd(0.3, 0.8, true);
      case "adam", "cosine", "one_cycle" -> new Adam(0.05);
      case "adamw" -> Adam.withWeightDecay(0.05, 0.1);
      case "rmsprop" -> new RmsProp(0.05);
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sgd",
        "momentum",
        "nesterov",
        "adam",
        "adamw",
        "rmsprop",
        "l1",
        "l2",
        "clip_norm",
        "clip_value",
        "weights",
        "smoothing",
        "both",
        "average",
        "cosine",
        "one_cycle"
      })
  void trainsAsPyTorchDoes(String name) {
    Recipe recipe = recipe(name);
    Trainer trainer = new Trainer(NETWORK, recipe, Precision.FLOAT64);
    trainer.load(CosineWeights.start(2));
    double[] losses = new double[4];
    Dataset examples = examples();
    Arrays.setAll(losses, i -> trainer.epoch(examples, Progress.NONE).loss());

    Map<String, double[]> expected = Reference.read("training_reference.json", name);
    assertThat(losses).containsExactly(expected.get("losses"), within(1e-12));
    Model model = trainer.model(List.of("0", "1"));
    for (Map.Entry<String, Tensor> value : model.values().entrySet()) {
      assertThat(value.getValue().toArray())
          .as(value.getKey())
          .containsExactly(expected.get(value.getKey()), within(1e-12));
    }
  }

  /** Sequences of 3, 1 and 2 steps, each with a label; the third is alone in the last batch. */
  @ParameterizedTest
  @CsvSource({"sequences, false", "weighted sequences, true"})
  void trainsOnSequencesAsPyTorchDoes(String name, boolean weighted) {
    Dataset rows = examples().select(new int[] {0, 1, 2, 3, 4, 5});
    Features.Sequences sequences =
        new Features.Sequences(rows.features(), new int[] {0, 3, 4, 6}, 3);
    Dataset examples = new Dataset("sequences", List.of(3, 3), sequences, rows.labels());
    Network network = Network.of(Shape.of(3, 3), new EachStep(new Dense(2)));
    Recipe plain = Recipe.standard().with(new Sgd(0.3)).withBatchSize(2).withShuffle(false);
    Recipe recipe = weighted ? plain.with(new CrossEntropy(List.of(1.0, 2.5), 0.2)) : plain;
    Trainer trainer = new Trainer(network, recipe, Precision.FLOAT64);
    trainer.load(
        Map.of(
            "dense_1.weight",
            CosineWeights.of(0.1, 3, 2),
            "dense_1.bias",
            CosineWeights.of(0.7, 2)));
    double[] losses = new double[4];
    Arrays.setAll(losses, i -> trainer.epoch(examples, Progress.NONE).loss());

    Map<String, double[]> expected = Reference.read("training_reference.json", name);
    assertThat(losses).containsExactly(expected.get("losses"), within(1e-12));
    Model model = trainer.model(List.of("0", "1"));
    for (String value : List.of("dense_1.weight", "dense_1.bias")) {
      assertThat(model.value(value).toArray())
          .as(value)
          .containsExactly(expected.get(value), within(1e-12));
    }
    assertThat(model.predict(sequences).count()).isEqualTo(6);
    assertThat(model.score(examples).accuracy())
        .isEqualTo(model.predict(sequences).confusion(rows.labels()).accuracy());
  }

  private static Recipe recipe(String name) {
    Recipe plain =
        Recipe.standard().with(optimizer(name)).withBatchSize(3).withEpochs(4).withShuffle(false);
    return switch (name) {
      case "l1" -> plain.withL1(0.05);
      case "l2" -> plain.withL2(0.2);
      case "clip_norm" -> plain.with(new Clipping.ByNorm(0.2));
      case "clip_value" -> plain.with(new Clipping.ByValue(0.05));
      case "average" -> plain.withAverageDecay(0.4);
      case "weights" -> plain.with(new CrossEntropy(List.of(1.0, 2.5), 0));
      case "smoothing" -> plain.with(new CrossEntropy(List.of(), 0.2));
      case "both" -> plain.with(new CrossEntropy(List.of(1.0, 2.5), 0.2));
      case "one_cycle" -> plain.with(new Schedule.OneCycle(0.3));
      case "cosine" -> plain.with(new Schedule.Cosine(0));
      default -> plain;
    };
  }

  private static Dataset examples() {
    double[] inputs = new double[7 * 3];
    int[] labels = new int[7];
    for (int i = 0; i < 7; i++) {
      labels[i] = i * i % 3 % 2;
      for (int j = 0; j < 3; j++) {
        inputs[i * 3 + j] = Math.sin(3 * i + j + 1);
      }
    }
    Labels truth = new Labels(labels, List.of("0", "1"));
    return new Dataset("reference", List.of(3), Features.of(inputs, 3), truth);
  }

  @ParameterizedTest
  @CsvSource({"-0.1, 0", "NaN, 0", "Infinity, 0", "0.1, 1", "0.1, -0.5"})
  void refusesSettingsOutOfRange(double rate, double momentum) {
    assertThatThrownBy(() -> new Sgd(rate, momentum, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be at least");
  }
}
