package org.chainrule.learn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.augmentation.Motion;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Digits;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.BatchNorm;
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
    assertThat(history.end()).isEqualTo(History.End.MINIMUM);
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
    assertThat(history.end()).isEqualTo(History.End.MINIMUM);
  }

  /**
   * What the layer sees never changes, so after k epochs its running mean is (1 − 0.9ᵏ) mean,
   * however often a step was tried.
   */
  @Test
  void runningStatisticsMoveOnceAStep() {
    Network network =
        Network.of(Shape.of(8, 8), new Flatten(), new BatchNorm(0.1, 1e-5), new Dense(10));
    Trainer.Result result = fit(network, RECIPE.withEpochs(12));
    assertThat(result.history().epochs()).hasSize(12);
    Tensor mean = result.model().value("batch_norm_1.mean");
    double[] sum = new double[64];
    for (int i = 0; i < DIGITS.count(); i++) {
      double[] row = DIGITS.features().row(i);
      for (int k = 0; k < 64; k++) {
        sum[k] += row[k];
      }
    }
    double share = (1 - Math.pow(0.9, 12)) / DIGITS.count();
    for (int k = 0; k < 64; k++) {
      assertThat(mean.at(k)).isCloseTo(share * sum[k], within(1e-9));
    }
  }

  /**
   * Of ¾ |b| + ¼ |b − 5| no step from the minimum b = 0 goes down, but where |b|' is taken for 0
   * the slope is −¼.
   */
  @Test
  void tellsThatItIsStuck() {
    Dataset kink =
        new Dataset(
            "kink",
            List.of(1),
            Features.of(new double[4], 1),
            new Quantities(List.of(new Quantity("b")), new double[] {0, 0, 0, 5}));
    Network network = Network.of(Shape.of(1), new Dense(1, new Initializer.Constant(0)));
    Recipe recipe = RECIPE.with(new RegressionLoss.MeanAbsoluteError()).withL2(0);
    Trainer.Result result =
        new Trainer(network, recipe, Precision.FLOAT64).fit(kink, Optional.empty(), Progress.NONE);
    assertThat(result.history().end()).isEqualTo(History.End.STUCK);
    assertThat(result.history().epochs()).hasSize(1);
    assertThat(result.model().value("dense_1.bias").at(0)).isZero();
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
