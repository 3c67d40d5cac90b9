package org.chainrule.learn.estimator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.training.Model;
import org.junit.jupiter.api.Test;

/** Its training is compared in ScikitLearnTest. */
class MlpRegressorTest {
  /** All corners of the unit square, and its middle. */
  private static final Features CORNERS =
      Features.of(new double[] {0, 0, 0, 1, 1, 0, 1, 1, 0.5, 0.5}, 2);

  private static MlpSettings linear() {
    return MlpSettings.defaults()
        .with("hidden_layer_sizes", "()")
        .with("solver", "lbfgs")
        .with("alpha", "0")
        .with("tol", "1e-10")
        .with("random_state", "0");
  }

  /** Without a hidden layer the least squares are exact for 2a − 3b + 1 and 5b. */
  @Test
  void itsModelTellsTheNamedNumbersWhereverTheyAreWanted() {
    Tensor targets = Tensor.of(Shape.of(5, 2), 1, 0, -2, 5, 3, 0, 0, 5, 0.5, 2.5);
    Model model =
        new MlpRegressor(linear()).fit(CORNERS, targets).model(List.of("height", "width"));
    assertThat(model.outputs()).containsExactly("height", "width");
    var told = model.estimate(Features.of(new double[] {4, 10}, 2));
    assertThat(told.at(0, 0)).isCloseTo(2 * 4 - 3 * 10 + 1, within(1e-6));
    assertThat(told.at(0, 1)).isCloseTo(5 * 10, within(1e-6));
  }

  @Test
  void everyNumberHasOneName() {
    MlpRegressor fitted =
        new MlpRegressor(linear()).fit(CORNERS, Tensor.of(Shape.of(5), 1, -2, 3, 0, 0.5));
    assertThatThrownBy(() -> fitted.model(List.of("height", "width")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for 2 numbers it must be [2]");
  }

  /** Its outputs are logarithms of rates, which a model for squared errors would take as told. */
  @Test
  void ratesAreNoModel() {
    MlpRegressor rates =
        new MlpRegressor(MlpRegressor.Loss.POISSON, linear(), Precision.FLOAT64)
            .fit(CORNERS, Tensor.of(Shape.of(5), 1, 2, 3, 0, 1));
    assertThatThrownBy(() -> rates.model(List.of("visits")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("squared errors");
  }

  private static final Tensor TARGETS = Tensor.of(Shape.of(5), 1, -2, 3, 0, 0.5);
  private static final Tensor WEIGHTS = Tensor.of(Shape.of(5), 1, 2, 0.5, 0, 3);

  /** In the examples' own order, with steps that remember nothing unless a solver is named. */
  private static MlpSettings steps(int epochs, String... changes) {
    MlpSettings settings =
        MlpSettings.defaults()
            .with("hidden_layer_sizes", "(4,)")
            .with("solver", "sgd")
            .with("momentum", "0")
            .with("learning_rate_init", "0.1")
            .with("shuffle", "False")
            .with("batch_size", "2")
            .with("tol", "0")
            .with("n_iter_no_change", "inf")
            .with("random_state", "3")
            .with("max_iter", Integer.toString(epochs));
    for (String change : changes) {
      String[] parts = change.split("=", -1);
      settings = settings.with(parts[0], parts[1]);
    }
    return settings;
  }

  @Test
  void partialFitsAreTheEpochsOfAFit() {
    MlpSettings adam = steps(4, "solver=adam");
    MlpRegressor whole = new MlpRegressor(adam).fit(CORNERS, TARGETS, WEIGHTS);
    MlpRegressor parts = new MlpRegressor(adam);
    for (int i = 0; i < 4; i++) {
      parts.partialFit(CORNERS, TARGETS, WEIGHTS);
    }
    assertThat(parts.coefs()).isEqualTo(whole.coefs());
    assertThat(parts.intercepts()).isEqualTo(whole.intercepts());
    assertThat(parts.log().lossCurve()).isEqualTo(whole.log().lossCurve()).hasSize(4);
  }

  @Test
  void aWarmStartGoesOnWithTheWeights() {
    MlpRegressor whole = new MlpRegressor(steps(6)).fit(CORNERS, TARGETS, WEIGHTS);
    MlpRegressor twice = new MlpRegressor(steps(3, "warm_start=True"));
    twice.fit(CORNERS, TARGETS, WEIGHTS).fit(CORNERS, TARGETS, WEIGHTS);
    assertThat(twice.coefs()).isEqualTo(whole.coefs());
    MlpRegressor anew = new MlpRegressor(steps(3));
    anew.fit(CORNERS, TARGETS, WEIGHTS).fit(CORNERS, TARGETS, WEIGHTS);
    assertThat(anew.coefs()).isNotEqualTo(whole.coefs());
  }

  /** All examples in one batch: one that weighs 0 is not there. */
  @Test
  void anExampleThatWeighsNothingTeachesNothing() {
    MlpSettings settings = steps(5, "batch_size=5", "alpha=0");
    Tensor other = Tensor.of(Shape.of(5), 1, -2, 3, 77, 0.5);
    MlpRegressor one = new MlpRegressor(settings).fit(CORNERS, TARGETS, WEIGHTS);
    MlpRegressor two = new MlpRegressor(settings).fit(CORNERS, other, WEIGHTS);
    assertThat(two.coefs()).isEqualTo(one.coefs());
    assertThat(two.score(CORNERS, other, WEIGHTS)).isEqualTo(one.score(CORNERS, TARGETS, WEIGHTS));
  }
}
