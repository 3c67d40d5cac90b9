package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.learn.augmentation.Motion;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Dropout;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.optimizer.Clipping;
import org.chainrule.learn.optimizer.QuasiNewton;
import org.chainrule.learn.optimizer.Schedule;
import org.junit.jupiter.api.Test;

class QuasiNewtonTest {
  private static final Dataset DIGITS = Digits.load();
  private static final Network LINEAR =
      Network.of(Shape.of(8, 8), new Standardize(), new Flatten(), new Dense(10));
  private static final Recipe RECIPE =
      Recipe.standard()
          .with(new QuasiNewton(1e-7))
          .withBatchSize(DIGITS.count())
          .withL2(100)
          .withEpochs(1000);

  private static Trainer.Result fit(Network network, Recipe recipe) {
    return new Trainer(network, recipe, Precision.FLOAT64)
        .fit(DIGITS, Optional.empty(), Progress.NONE);
  }

  /**
   * A linear model's loss with L2 has a single minimum; scikit-learn 1.9 tells it by {@code
   * LogisticRegression(C=1/100, solver="newton-cg", tol=1e-10, max_iter=10000)} after a {@code
   * StandardScaler}, whose log_loss on the digits this is. What is minimised is at its lowest to
   * about 10⁻⁹, and the loss without L2, which has a slope there, to the root of that.
   */
  @Test
  void findsTheMinimumThatNewtonsMethodFinds() {
    Trainer.Result result = fit(LINEAR, RECIPE);
    History history = result.history();
    assertThat(history.stoppedEarly()).isTrue();
    assertThat(history.epochs()).hasSizeBetween(10, 300);
    assertThat(result.model().score(DIGITS).loss()).isCloseTo(0.32870475513179853, within(1e-5));
    assertThat(result.model().score(DIGITS).accuracy()).isCloseTo(1725 / 1797.0, within(1e-3));
    assertThat(history.epochs().getLast().training().loss())
        .isCloseTo(result.model().score(DIGITS).loss(), within(1e-12));
  }

  /**
   * Steps satisfy Wolfe's conditions, so what is minimised falls with each; here that is the loss.
   */
  @Test
  void everyEpochIsAStepDown() {
    List<Epoch> epochs = fit(LINEAR, RECIPE.withL2(0).withEpochs(20)).history().epochs();
    assertThat(epochs).hasSize(20);
    for (int i = 1; i < epochs.size(); i++) {
      assertThat(epochs.get(i).training().loss()).isLessThan(epochs.get(i - 1).training().loss());
    }
  }

  /** All weights and their gradients are 0 but those of the last offsets, where classes differ. */
  @Test
  void endsAtOnceWhereItStartsAtTheMinimum() {
    Network zeros =
        Network.of(
            Shape.of(8, 8),
            new Flatten(),
            new Dense(1, new Initializer.Constant(0)),
            new Dense(10, new Initializer.Constant(0)));
    Trainer.Result first = fit(zeros, RECIPE.withL2(0));
    Trainer second = new Trainer(zeros, RECIPE, Precision.FLOAT64);
    second.load(first.model().values());
    History history = second.fit(DIGITS, Optional.empty(), Progress.NONE).history();
    assertThat(history.epochs()).hasSize(1);
    assertThat(history.stoppedEarly()).isTrue();
  }

  @Test
  void whatChangesTheLossFromStepToStepIsRefused() {
    assertThatThrownBy(() -> RECIPE.with(new Schedule.Cosine(0)))
        .hasMessage("L-BFGS takes no schedule: its steps have no rate");
    assertThatThrownBy(() -> RECIPE.with(new Clipping.ByNorm(1)))
        .hasMessage("L-BFGS takes no clipping: its steps need the true gradient");
    assertThatThrownBy(() -> RECIPE.withAugmentations(List.of(new Motion.Shift(1))))
        .hasMessageStartingWith("L-BFGS takes no augmentation: the loss must be the same");
    Network dropout = Network.of(Shape.of(8, 8), new Flatten(), new Dropout(0.5), new Dense(10));
    assertThatThrownBy(() -> new Trainer(dropout, RECIPE, Precision.FLOAT64))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("L-BFGS takes no dropout");
    assertThatThrownBy(() -> fit(LINEAR, RECIPE.withBatchSize(32)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("L-BFGS sees all examples at once: batch size is 32; it must be at least 1797");
  }
}
