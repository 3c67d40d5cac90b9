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
      new Features.Doubles(new double[] {0, 0, 0, 1, 1, 0, 1, 1, 0.5, 0.5}, 2);

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
    var told = model.estimate(new Features.Doubles(new double[] {4, 10}, 2));
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
}
