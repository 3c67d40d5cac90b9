package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Split;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.BatchNorm;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Dropout;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Sgd;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainerTest {
  private static final Split DIGITS = Split.stratified(Digits.load(), 0.1, 0.2, 1);
  private static final Network NETWORK =
      Network.of(
          Shape.of(8, 8),
          new Standardize(),
          new Flatten(),
          new Dense(32),
          Activation.TANH,
          new Dense(10));
  private static final Recipe RECIPE = Recipe.standard().with(new Adam(0.003)).withEpochs(8);

  private static Trainer.Result fit(Recipe recipe, Precision precision) {
    return new Trainer(NETWORK, recipe, precision)
        .fit(DIGITS.train(), Optional.of(DIGITS.validation()), Progress.NONE);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void learnsToReadDigits(Precision precision) {
    Trainer.Result result = fit(RECIPE, precision);
    Score test = result.model().score(DIGITS.test());
    assertThat(test.accuracy()).isGreaterThan(0.94);
    assertThat(result.model().confusion(DIGITS.test()).accuracy()).isEqualTo(test.accuracy());
    assertThat(result.history().epochs()).hasSize(8);
    double first = result.history().epochs().getFirst().training().loss();
    assertThat(result.history().epochs().getLast().training().loss()).isLessThan(first / 5);
  }

  @Test
  void sameSeedSameBitsAndOtherSeedOthers() {
    Recipe short1 = RECIPE.withEpochs(2);
    Model once = fit(short1, Precision.FLOAT32).model();
    Model again = fit(short1, Precision.FLOAT32).model();
    Model other = fit(short1.withSeed(1), Precision.FLOAT32).model();
    assertThat(again.values()).isEqualTo(once.values());
    assertThat(other.values()).isNotEqualTo(once.values());
  }

  private static final Network WITH_MODES =
      Network.of(
          Shape.of(8, 8),
          new Rescale(1.0 / 16),
          new Flatten(),
          new Dense(16),
          new BatchNorm(),
          Activation.RELU,
          new Dropout(0.25),
          new Dense(10));

  private static Trainer.Result fitWithModes(long seed, Precision precision) {
    return new Trainer(WITH_MODES, RECIPE.withEpochs(6).withSeed(seed), precision)
        .fit(DIGITS.train(), Optional.empty(), Progress.NONE);
  }

  /** Evaluation goes by running statistics and drops nothing, so it does better than training. */
  @Test
  void dropoutAndBatchNormalisationAreTrained() {
    Trainer.Result result = fitWithModes(0, Precision.FLOAT32);
    Score trained = result.history().epochs().getLast().training();
    Score evaluated = result.model().score(DIGITS.train());
    assertThat(evaluated.accuracy()).isGreaterThan(Math.max(0.9, trained.accuracy()));
    assertThat(result.model().value("batch_norm_1.mean").toArray()).doesNotContain(0.0);
    assertThat(fitWithModes(0, Precision.FLOAT32).model()).isEqualTo(result.model());
  }

  /** Both precisions drop the same numbers: their losses would differ by far else. */
  @Test
  void whatIsDroppedDoesNotDependOnThePrecision() {
    Epoch single = fitWithModes(3, Precision.FLOAT32).history().epochs().getFirst();
    Epoch wide = fitWithModes(3, Precision.FLOAT64).history().epochs().getFirst();
    assertThat(single.training().loss()).isCloseTo(wide.training().loss(), within(1e-4));
  }

  @Test
  void noiseDependsOnSeedLayerEpochAndPlaceAlone() {
    Expr four = Expr.variable("dropout_1.noise", 4, 3);
    Expr two = Expr.variable("dropout_1.noise", 2, 3);
    Interpreter machine = new Interpreter();
    Noise whole = Noise.of(Program.of(four), machine, 4).getFirst();
    Noise part = Noise.of(Program.of(two), machine, 2).getFirst();
    whole.draw(9, 1, 0);
    double[] numbers = machine.read(four).toArray();
    assertThat(Arrays.stream(numbers).boxed().toList()).allMatch(u -> u >= 0 && u < 1);
    part.draw(9, 1, 2);
    assertThat(machine.read(two).toArray()).isEqualTo(Arrays.copyOfRange(numbers, 6, 12));
    part.draw(9, 2, 2);
    assertThat(machine.read(two).toArray()).isNotEqualTo(Arrays.copyOfRange(numbers, 6, 12));
    // word 0 of the stream, by its definition
    Philox stream = Philox.of(9, "dropout_1.noise of epoch 1");
    assertThat(numbers[0]).isEqualTo((stream.word() >>> 8) * 0x1.0p-24);
  }

  @Test
  void stopsWhenValidationNoLongerImprovesAndKeepsTheBestWeights() {
    Recipe recipe = RECIPE.with(new Adam(0.05)).withEpochs(60).withPatience(3).withBatchSize(64);
    Trainer.Result result = fit(recipe, Precision.FLOAT32);
    History history = result.history();
    assertThat(history.end()).isEqualTo(History.End.PATIENCE);
    assertThat(history.epochs()).hasSize(history.best() + 3);
    double best = history.epochs().get(history.best() - 1).validation().orElseThrow().loss();
    assertThat(history.epochs())
        .allSatisfy(
            e -> assertThat(e.validation().orElseThrow().loss()).isGreaterThanOrEqualTo(best));
    assertThat(result.model().score(DIGITS.validation()).loss()).isEqualTo(best);
  }

  @Test
  void divergenceSaysWhenAndAtWhichRate() {
    Recipe wild = RECIPE.with(new Sgd(1e38));
    assertThatThrownBy(() -> fit(wild, Precision.FLOAT32))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("epoch 1")
        .hasMessageContaining("learning rate 1.0E38");
  }

  @Test
  void theLastUpdateCountsToo() {
    Recipe single = RECIPE.with(new Sgd(1e300)).withEpochs(1).withBatchSize(2000);
    assertThatThrownBy(() -> fit(single, Precision.FLOAT32))
        .isInstanceOf(TrainingException.class)
        .hasMessageContaining("no longer finite in epoch 1, batch 1");
  }

  @Test
  void examplesThatDoNotFitAreRefused() {
    Trainer trainer = new Trainer(NETWORK, RECIPE, Precision.FLOAT32);
    Dataset narrow = dataset(new double[] {1, 2}, 1, 0, 1);
    assertThatThrownBy(() -> trainer.epoch(narrow, Progress.NONE))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("64 features (shape [8, 8]), not 1");
    Dataset two = dataset(new double[128], 64, 0, 1);
    assertThatThrownBy(() -> trainer.fit(two, Optional.empty(), Progress.NONE))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("for 2 classes it must be [2]");
    Dataset none = DIGITS.validation().select(new int[0]);
    assertThatThrownBy(() -> trainer.fit(DIGITS.train(), Optional.of(none), Progress.NONE))
        .hasMessageContaining("has no examples");
    assertThatThrownBy(() -> trainer.load(Map.of("dense_9.bias", Tensor.scalar(0))))
        .hasMessageContaining("no parameter dense_9.bias");
  }

  /** 0.1 three times has a mean a rounding error away from 0.1. */
  @Test
  void aColumnThatNeverChangesIsNotBlownUp() {
    Network network = Network.of(Shape.of(1), new Standardize(), new Dense(2));
    Trainer trainer = new Trainer(network, RECIPE, Precision.FLOAT64);
    trainer.prepare(dataset(new double[] {0.1, 0.1, 0.1}, 1, 0, 1, 0));
    assertThat(trainer.model(List.of("a", "b")).value("standardize_1.scale").item()).isEqualTo(1);
  }

  private static Dataset dataset(double[] values, int width, int... labels) {
    Labels truth = new Labels(labels, List.of("a", "b"));
    return new Dataset("small", List.of(width), Features.of(values, width), truth);
  }

  /** With all weights equal, every output is ln 10 away, and the first class is said of all. */
  @Test
  void untrainedZeroNetworkHasLossOfGuessing() {
    Network zero =
        Network.of(
            Shape.of(8, 8),
            new Flatten(),
            new Dense(10, new org.chainrule.learn.network.Initializer.Constant(0)));
    Score score = new Trainer(zero, RECIPE, Precision.FLOAT64).score(DIGITS.test());
    assertThat(score.loss()).isCloseTo(Math.log(10), within(1e-14));
    int zeros = DIGITS.test().labels().counts()[0];
    assertThat(score.accuracy()).isEqualTo((double) zeros / DIGITS.test().count());
  }

  @Test
  void probabilitiesSumToOneAndNameTheLargest() {
    Model model = fit(RECIPE.withEpochs(1), Precision.FLOAT64).model();
    Predictions predictions = model.predict(DIGITS.test().features());
    for (int i = 0; i < predictions.count(); i++) {
      int example = i;
      double[] row = new double[10];
      Arrays.setAll(row, k -> predictions.probability(example, k));
      assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-14));
      assertThat(row[predictions.index(i)]).isEqualTo(Arrays.stream(row).max().orElseThrow());
    }
  }

  /** scikit-learn's StandardScaler on the same four rows gives these. */
  @Test
  void standardizationIsLearntFromTheTrainingPartOnly() {
    double[] rows = {1, 5, 2, 5, 3, 5, 6, 5};
    Dataset data =
        new Dataset(
            "four",
            List.of(2),
            Features.of(rows, 2),
            new Labels(new int[] {0, 1, 0, 1}, List.of("a", "b")));
    Network network = Network.of(Shape.of(2), new Standardize(), new Dense(2));
    Trainer trainer = new Trainer(network, RECIPE, Precision.FLOAT64);
    trainer.prepare(data);
    Model model = trainer.model(List.of("a", "b"));
    assertThat(model.value("standardize_1.mean").toArray()).containsExactly(3, 5);
    assertThat(model.value("standardize_1.scale").toArray())
        .containsExactly(new double[] {1 / 1.8708286933869707, 1}, within(1e-15));
  }

  @Test
  void otherWidthsAndClassesAreRefused() {
    Model model = fit(RECIPE.withEpochs(1), Precision.FLOAT32).model();
    assertThatThrownBy(() -> model.predict(Features.of(new double[130], 65)))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("64 features")
        .hasMessageContaining("not 65");
    Dataset letters =
        new Dataset(
            "letters",
            List.of(64),
            Features.of(new double[64], 64),
            new Labels(new int[] {0}, List.of("x")));
    assertThatThrownBy(() -> model.score(letters))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("also [x]");
  }
}
