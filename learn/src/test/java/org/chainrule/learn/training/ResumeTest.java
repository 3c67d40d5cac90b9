package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.learn.augmentation.Motion;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Split;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Clipping;
import org.chainrule.learn.optimizer.QuasiNewton;
import org.chainrule.learn.optimizer.Schedule;
import org.chainrule.learn.optimizer.Sgd;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResumeTest {
  private static final Split DIGITS = Split.stratified(Digits.load(), 0.1, 0.6, 1);
  private static final Network NETWORK =
      Network.of(
          Shape.of(8, 8),
          new Standardize(),
          new Flatten(),
          new Dense(16),
          Activation.TANH,
          new Dense(10));

  private static Recipe recipe(String name) {
    Recipe short5 = Recipe.standard().withEpochs(5);
    return switch (name) {
      case "adam" -> short5.with(new Adam(0.01)).withPatience(2);
      case "momentum" ->
          short5
              .with(new Sgd(0.05, 0.9, true))
              .with(new Schedule.WarmUp(9, new Schedule.Cosine(0.01)))
              .with(new Clipping.ByNorm(1));
      case "stops early" ->
          short5
              .with(new Adam(0.2))
              .with(new Schedule.Adaptive(0, 0.5, 0))
              .withEpochs(30)
              .withPatience(2);
      case "averaged" ->
          short5.with(new Adam(0.01)).withAverageDecay(0.99).withEpochs(9).withPatience(2);
      case "lbfgs" ->
          short5
              .with(new QuasiNewton())
              .withBatchSize(Integer.MAX_VALUE)
              .withL2(1)
              .withEpochs(30)
              .withPatience(5);
      case "augmented" ->
          short5
              .with(new Adam(0.01))
              .withAugmentations(List.of(new Motion.Shift(1), new Motion.Rotate(15)));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** Keeps every state after some batches drawn at random. */
  private static final class Random implements Keeper {
    private final List<TrainingState> states = new ArrayList<>();
    private final Philox random;

    Random(long seed) {
      random = Philox.of(seed, "when");
    }

    @Override
    public boolean due(int epochs) {
      return random.below(20) == 0;
    }

    @Override
    public void keep(TrainingState state) {
      states.add(state);
    }
  }

  private static Trainer.Result fit(
      Recipe recipe, Progress progress, Keeper keeper, Optional<TrainingState> from) {
    return new Trainer(NETWORK, recipe, Precision.FLOAT32)
        .fit(DIGITS.train(), Optional.of(DIGITS.validation()), progress, keeper, from);
  }

  private static List<Object> numbers(History history) {
    List<Object> numbers = new ArrayList<>(List.of(history.best(), history.end()));
    for (Epoch e : history.epochs()) {
      numbers.addAll(List.of(e.number(), e.training(), e.validation(), e.learningRate()));
    }
    return numbers;
  }

  @ParameterizedTest
  @ValueSource(strings = {"adam", "momentum", "stops early", "averaged", "augmented"})
  void goesOnFromAnyBatchToTheSameBits(String name) {
    Random keeper = new Random(name.hashCode());
    Trainer.Result whole = fit(recipe(name), Progress.NONE, keeper, Optional.empty());
    assertThat(keeper.states).hasSizeGreaterThan(3);
    assertThat(keeper.states).anyMatch(state -> state.tally().examples() > 0);
    for (TrainingState state : keeper.states) {
      Trainer.Result rest = fit(recipe(name), Progress.NONE, Keeper.NONE, Optional.of(state));
      assertThat(rest.model().values())
          .as("step " + state.step())
          .isEqualTo(whole.model().values());
      assertThat(numbers(rest.history())).isEqualTo(numbers(whole.history()));
    }
  }

  /**
   * A step is an epoch: its memory, its gradient and its value must be those of the step before.
   */
  @Test
  void lbfgsGoesOnFromAnyStepToTheSameBits() {
    List<TrainingState> states = new ArrayList<>();
    Trainer.Result whole =
        fit(recipe("lbfgs"), Progress.NONE, Keeper.everyBatch(states::add), Optional.empty());
    assertThat(states).hasSizeGreaterThan(15);
    assertThat(states.getLast().descent().orElseThrow().memory()).hasSize(10);
    for (TrainingState state : states) {
      Trainer.Result rest = fit(recipe("lbfgs"), Progress.NONE, Keeper.NONE, Optional.of(state));
      assertThat(rest.model().values())
          .as("step " + state.step())
          .isEqualTo(whole.model().values());
      assertThat(numbers(rest.history())).isEqualTo(numbers(whole.history()));
    }
  }

  /** Cancels after a number of batches. */
  private static Progress cancelledAfter(int batches) {
    return new Progress() {
      private int done;

      @Override
      public void batch(int epoch, int examples, double loss) {
        done++;
      }

      @Override
      public boolean cancelled() {
        return done >= batches;
      }
    };
  }

  @Test
  void endsAfterTheBatchWhenCancelledAndStillGoesOn() {
    Recipe recipe = recipe("adam");
    int perEpoch = Math.ceilDiv(DIGITS.train().count(), recipe.batchSize());
    Trainer.Result whole = fit(recipe, Progress.NONE, Keeper.NONE, Optional.empty());
    List<TrainingState> states = new ArrayList<>();
    Keeper keeper = Keeper.ifCancelled(states::add);
    Trainer.Result part = fit(recipe, cancelledAfter(perEpoch + 3), keeper, Optional.empty());
    assertThat(part.history().end()).isEqualTo(History.End.INTERRUPTED);
    assertThat(part.history().epochs()).hasSize(2);
    assertThat(part.history().epochs().getFirst().training())
        .isEqualTo(whole.history().epochs().getFirst().training());
    assertThat(part.model().score(DIGITS.validation()).loss())
        .isEqualTo(
            part.history().epochs().get(part.history().best() - 1).validation().get().loss());
    TrainingState state = states.getLast();
    assertThat(state.step()).isEqualTo(perEpoch + 3);
    Trainer.Result rest = fit(recipe, Progress.NONE, Keeper.NONE, Optional.of(state));
    assertThat(rest.model().values()).isEqualTo(whole.model().values());
    assertThat(rest.history().end()).isNotEqualTo(History.End.INTERRUPTED);
  }

  @Test
  void aStateOfAnotherRecipeIsRefused() {
    Random keeper = new Random(1);
    fit(recipe("adam"), Progress.NONE, keeper, Optional.empty());
    Optional<TrainingState> state = Optional.of(keeper.states.getFirst());
    assertThatThrownBy(() -> fit(recipe("momentum"), Progress.NONE, Keeper.NONE, state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("velocity");
  }
}
