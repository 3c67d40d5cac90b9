package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Split;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.BatchNorm;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.optimizer.Adam;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What PyTorch says of averages is in OptimizerTest. */
class WeightAverageTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Network NETWORK =
      Network.of(
          Shape.of(8, 8),
          new Standardize(),
          new Flatten(),
          new Dense(16),
          new BatchNorm(),
          Activation.RELU,
          new Dense(10));

  @Test
  void theDecayGrowsToItsLimit() {
    assertThat(WeightAverage.decay(0.9, 1)).isEqualTo(0);
    assertThat(WeightAverage.decay(0.9, 2)).isEqualTo(2.0 / 11);
    assertThat(WeightAverage.decay(0.9, 81)).isEqualTo(0.9);
    assertThat(WeightAverage.decay(0.9, 1_000_000)).isEqualTo(0.9);
  }

  @Test
  void aDecayIsBelowOne() {
    assertThatThrownBy(() -> Recipe.standard().withAverageDecay(1))
        .hasMessage("decay of the average is 1; it must be at least 0 and less than 1");
  }

  @Test
  void scoresEarlyStoppingAndTheModelAreOfTheAverage() {
    Split digits = Split.stratified(Digits.load(), 0.2, 0.2, 1);
    Recipe recipe =
        Recipe.standard().with(new Adam(0.02)).withEpochs(6).withPatience(3).withAverageDecay(0.98);
    Trainer.Result averaged =
        new Trainer(NETWORK, recipe, Precision.FLOAT32)
            .fit(digits.train(), Optional.of(digits.validation()), Progress.NONE);
    int best = averaged.history().best();
    Score kept = averaged.history().epochs().get(best - 1).validation().orElseThrow();
    assertThat(averaged.model().score(digits.validation())).isEqualTo(kept);

    // the steps themselves are those of a training without averages
    Trainer.Result plain =
        new Trainer(NETWORK, recipe.withAverageDecay(0), Precision.FLOAT32)
            .fit(digits.train(), Optional.of(digits.validation()), Progress.NONE);
    assertThat(averaged.history().epochs().getFirst().training())
        .isEqualTo(plain.history().epochs().getFirst().training());
    assertThat(averaged.model().values()).isNotEqualTo(plain.model().values());
    assertThat(averaged.model().value("standardize_1.mean"))
        .isEqualTo(plain.model().value("standardize_1.mean"));
  }

  @Test
  void followsAndStandsInTheWeightsPlace() {
    Network network = Network.of(Shape.of(2), new Dense(1));
    Engine machine = new Engine(Precision.FLOAT64, 1);
    WeightAverage average = new WeightAverage(network, 0.5, machine);
    Expr bias = Expr.variable("dense_1.bias", 1);
    double expected = 0;
    for (int step = 1; step <= 30; step++) {
      double d = step == 1 ? 0 : Math.min(0.5, step / (9.0 + step));
      double w = Math.sin(step);
      expected = d * expected + (1 - d) * w;
      machine.storage(bias).set(0, w);
      average.follow(step);
    }
    double last = machine.storage(bias).get(0);
    assertThat(average.inPlace(() -> machine.storage(bias).get(0)))
        .isCloseTo(expected, within(1e-12));
    assertThat(machine.storage(bias).get(0)).isEqualTo(last);
  }

  /** Once the code is compiled; on a busy machine that may take a while. */
  @ParameterizedTest
  @EnumSource
  void followingAndStandingInThePlaceAllocateNothing(Precision precision) {
    WeightAverage average = new WeightAverage(NETWORK, 0.999, new Engine(precision, 1));
    Runnable steps =
        () -> {
          for (int step = 1; step <= 500; step++) {
            average.follow(step);
            average.inPlace(() -> true);
          }
        };
    long begin = System.nanoTime();
    long bytes = Allocation.bytes(steps);
    while (bytes > 0 && System.nanoTime() - begin < PATIENCE.toNanos()) {
      bytes = Allocation.bytes(steps);
    }
    assertThat(bytes).isZero();
  }

  @Test
  void whatIsLoadedIsTheAverage() {
    Network network = Network.of(Shape.of(2), new Dense(1));
    Recipe recipe = Recipe.standard().withAverageDecay(0.9);
    Trainer trainer = new Trainer(network, recipe, Precision.FLOAT64);
    Tensor bias = Tensor.of(Shape.of(1), 3);
    trainer.load(Map.of("dense_1.bias", bias));
    assertThat(trainer.values()).containsEntry("dense_1.bias", bias);
  }
}
