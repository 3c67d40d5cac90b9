package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.Reference;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.data.Targets;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trainings for numbers, and for two classes with one output, against PyTorch's and scikit-learn's,
 * which src/test/python/regression_reference.py ran.
 */
class RegressionTest {
  private static final Offset<Double> ROUNDING = within(1e-10);

  private static Network network(int outputs) {
    return Network.of(Shape.of(3), new Dense(4), Activation.TANH, new Dense(outputs));
  }

  private static Loss loss(String name) {
    return switch (name) {
      case "mean_squared_error" -> new RegressionLoss.MeanSquaredError();
      case "mean_absolute_error" -> new RegressionLoss.MeanAbsoluteError();
      case "huber" -> new RegressionLoss.Huber(0.5);
      case "binary_cross_entropy" -> BinaryLoss.CROSS_ENTROPY;
      case "logistic" -> BinaryLoss.LOGISTIC;
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Recipe recipe(Loss loss) {
    return Recipe.standard()
        .with(new Sgd(0.3))
        .with(loss)
        .withBatchSize(3)
        .withEpochs(4)
        .withShuffle(false);
  }

  private static Dataset examples(Targets targets) {
    double[] inputs = new double[7 * 3];
    for (int i = 0; i < 7; i++) {
      for (int j = 0; j < 3; j++) {
        inputs[i * 3 + j] = Math.sin(3 * i + j + 1);
      }
    }
    return new Dataset("reference", List.of(3), Features.of(inputs, 3), targets);
  }

  private static Quantities numbers() {
    double[] values = new double[14];
    for (int i = 0; i < 7; i++) {
      values[2 * i] = 1000 + 40 * (i * 5 % 7);
      values[2 * i + 1] = 0.01 * (i * i % 5) - 0.02;
    }
    return new Quantities(List.of(new Quantity("power"), new Quantity("loss")), values);
  }

  private static Labels labels() {
    int[] labels = new int[7];
    Arrays.setAll(labels, i -> i * i % 3 % 2);
    return new Labels(labels, List.of("no", "yes"));
  }

  /** Trains as the script did; losses, qualities and weights must be the same. */
  private static Model trained(String name, Dataset examples, int outputs) {
    Trainer trainer = new Trainer(network(outputs), recipe(loss(name)), Precision.FLOAT64);
    trainer.load(CosineWeights.start(outputs));
    trainer.prepare(examples);
    Map<String, double[]> expected = Reference.read("regression_reference.json", name);
    for (int epoch = 0; epoch < 4; epoch++) {
      Score score = trainer.epoch(examples, Progress.NONE);
      assertThat(score.loss())
          .isEqualTo(Objects.requireNonNull(expected.get("losses"))[epoch], ROUNDING);
      assertThat(score.quality())
          .isEqualTo(Objects.requireNonNull(expected.get("qualities"))[epoch], ROUNDING);
    }
    Model model = trainer.model(Task.of(examples, loss(name)));
    model
        .values()
        .forEach(
            (parameter, value) ->
                assertThat(value.toArray())
                    .as(parameter)
                    .containsExactly(expected.get(parameter), ROUNDING));
    return model;
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean_squared_error", "mean_absolute_error", "huber"})
  void numbersAreLearntAndScoredAsPyTorchAndScikitLearnDo(String name) {
    Dataset examples = examples(numbers().standardized());
    Model model = trained(name, examples, 2);
    Map<String, double[]> expected = Reference.read("regression_reference.json", name);
    // the model sees numbers as it did in training, whatever the examples say
    Judgement.OfNumbers judgement =
        (Judgement.OfNumbers) model.predictor().judge(examples(numbers()));
    double[] told = new double[14];
    Arrays.setAll(told, i -> judgement.estimates().at(i / 2, i % 2));
    assertThat(told).containsExactly(expected.get("estimates"), within(1e-8));
    Estimates estimates = model.estimate(examples.features());
    assertThat(estimates.column(1)).isEqualTo(judgement.estimates().column(1));
    double[] r2 = Objects.requireNonNull(expected.get("r2"));
    for (int k = 0; k < 2; k++) {
      Errors errors = judgement.errors().get(k);
      assertThat(errors.r2()).isEqualTo(r2[k], ROUNDING);
      assertThat(errors.mae())
          .isEqualTo(Objects.requireNonNull(expected.get("mae"))[k], within(1e-8));
      assertThat(errors.rmse())
          .isEqualTo(Objects.requireNonNull(expected.get("rmse"))[k], within(1e-8));
    }
    assertThat(judgement.score().quality()).isEqualTo((r2[0] + r2[1]) / 2, ROUNDING);
    assertThat(model.score(examples)).isEqualTo(judgement.score());
  }

  @ParameterizedTest
  @ValueSource(strings = {"binary_cross_entropy", "logistic"})
  void twoClassesAreLearntWithOneOutputAsPyTorchDoes(String name) {
    Dataset examples = examples(labels());
    Model model = trained(name, examples, 1);
    double[] expected =
        Objects.requireNonNull(
            Reference.read("regression_reference.json", name).get("probabilities"));
    Predictions predictions = model.predict(examples.features());
    int right = 0;
    for (int i = 0; i < 7; i++) {
      assertThat(predictions.probability(i, 1)).isEqualTo(expected[i], ROUNDING);
      assertThat(predictions.probability(i, 0)).isEqualTo(1 - expected[i], ROUNDING);
      right += predictions.index(i) == labels().index(i) ? 1 : 0;
    }
    assertThat(model.score(examples).accuracy()).isEqualTo(right / 7.0);
  }

  @Test
  void stoppingEarlyKeepsTheBestEstimates() {
    Dataset examples = examples(numbers().standardized());
    Recipe recipe = recipe(new RegressionLoss.MeanSquaredError()).withEpochs(500).withPatience(5);
    Trainer.Result result =
        new Trainer(network(2), recipe, Precision.FLOAT64)
            .fit(
                examples.select(new int[] {0, 1, 2, 3}),
                Optional.of(examples.select(new int[] {4, 5, 6})),
                Progress.NONE);
    assertThat(result.history().end()).isEqualTo(History.End.PATIENCE);
    double best =
        result.history().epochs().stream()
            .mapToDouble(epoch -> epoch.validation().orElseThrow().loss())
            .min()
            .orElseThrow();
    assertThat(result.model().score(examples.select(new int[] {4, 5, 6})).loss()).isEqualTo(best);
  }

  @Test
  void goesOnFromAStateToTheSameBits() {
    Dataset examples = examples(numbers().standardized());
    Recipe recipe = recipe(new RegressionLoss.Huber(0.5)).withShuffle(true);
    List<TrainingState> states = new ArrayList<>();
    Optional<Dataset> none = Optional.empty();
    Trainer.Result whole =
        new Trainer(network(2), recipe, Precision.FLOAT64)
            .fit(examples, none, Progress.NONE, Keeper.everyBatch(states::add), Optional.empty());
    assertThat(states).hasSizeGreaterThan(8);
    for (TrainingState state : states) {
      Trainer.Result rest =
          new Trainer(network(2), recipe, Precision.FLOAT64)
              .fit(examples, none, Progress.NONE, Keeper.NONE, Optional.of(state));
      for (Map.Entry<String, Tensor> value : whole.model().values().entrySet()) {
        assertThat(rest.model().value(value.getKey()).toArray())
            .isEqualTo(value.getValue().toArray());
      }
      assertThat(rest.history().epochs())
          .extracting(Epoch::training)
          .isEqualTo(whole.history().epochs().stream().map(Epoch::training).toList());
    }
  }

  /** As scikit-learn's r2_score says of a target that never changes. */
  @Test
  void ofATargetThatNeverChangesR2IsOneOrZero() {
    assertThat(Errors.of(new double[] {3, 3}, new double[] {3, 3}).r2()).isEqualTo(1);
    assertThat(Errors.of(new double[] {3, 3}, new double[] {3, 4}))
        .isEqualTo(new Errors(0, 0.5, Math.sqrt(0.5)));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Dataset examples = examples(numbers());
    Loss squares = new RegressionLoss.MeanSquaredError();
    assertThatThrownBy(() -> Task.of(examples, CrossEntropy.PLAIN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("reference has numbers");
    assertThatThrownBy(() -> Task.of(examples(labels()), squares))
        .hasMessageStartingWith("reference has classes");
    assertThatThrownBy(
            () ->
                new Trainer(network(3), recipe(squares), Precision.FLOAT64)
                    .fit(examples, Optional.empty(), Progress.NONE))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("for 2 numbers it must be [2]");
    for (double delta : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> new RegressionLoss.Huber(delta))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("huber: delta is " + delta + "; it must be above 0");
    }
    assertThatThrownBy(examples::labels).hasMessageContaining("classes are expected");
  }
}
