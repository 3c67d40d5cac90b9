package org.chainrule.learn.estimator;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.chainrule.learn.network.Activation;

/**
 * The hyper-parameters of {@link MlpClassifier} and {@link MlpRegressor}: those of scikit-learn
 * 1.9's {@code MLPClassifier} and {@code MLPRegressor}, by the same names in Java's spelling, with
 * the same defaults and bounds. {@link Hyperparameter} has them by scikit-learn's spelling.
 *
 * @param hiddenLayerSizes units of each hidden layer; none at all makes a linear model
 * @param activation of the hidden layers: identity, sigmoid (called logistic), tanh or relu
 * @param solver how weights are found
 * @param alpha α: the loss of a batch gains ½ α ‖W‖²/n, for weights only
 * @param batchSize examples in a step, if empty min(200, n); not for L-BFGS
 * @param learningRate how the step size changes; only for SGD
 * @param learningRateInit the step size to begin with
 * @param powerT the exponent of inverse scaling
 * @param maxIter epochs at most, or steps of L-BFGS
 * @param shuffle whether every epoch takes the examples in a new order
 * @param randomState the seed of NumPy's generator, if empty another one every time
 * @param tol what a loss or score must gain to count as better; L-BFGS's largest gradient
 * @param warmStart whether a fit goes on from the last one's weights
 * @param momentum μ; only for SGD
 * @param nesterovsMomentum whether SGD looks ahead
 * @param earlyStopping whether examples are set aside whose score decides when to stop
 * @param validationFraction the share of these
 * @param beta1 β₁ of Adam
 * @param beta2 β₂ of Adam
 * @param epsilon ε of Adam
 * @param nIterNoChange training stops, or the adaptive step size falls, when more epochs than this
 *     have not been better; may be infinite
 * @param maxFun evaluations of L-BFGS after which no new step begins
 */
public record MlpSettings(
    List<Integer> hiddenLayerSizes,
    Activation activation,
    Solver solver,
    double alpha,
    OptionalInt batchSize,
    LearningRate learningRate,
    double learningRateInit,
    double powerT,
    int maxIter,
    boolean shuffle,
    OptionalLong randomState,
    double tol,
    boolean warmStart,
    double momentum,
    boolean nesterovsMomentum,
    boolean earlyStopping,
    double validationFraction,
    double beta1,
    double beta2,
    double epsilon,
    double nIterNoChange,
    int maxFun) {
  /**
   * Checks every bound.
   *
   * @throws IllegalArgumentException if one is broken; it names the setting as scikit-learn does
   */
  public MlpSettings {
    hiddenLayerSizes = List.copyOf(hiddenLayerSizes);
    require(
        hiddenLayerSizes.stream().allMatch(size -> size > 0),
        "hidden_layer_sizes",
        hiddenLayerSizes,
        "whole numbers above 0");
    boolean known =
        switch (activation) {
          case IDENTITY, SIGMOID, TANH, RELU -> true;
          default -> false;
        };
    require(known, "activation", activation.kind(), "identity, logistic, tanh or relu");
    require(alpha >= 0, "alpha", alpha, "at least 0");
    require(batchSize.orElse(1) > 0, "batch_size", batchSize.orElse(0), "at least 1");
    require(learningRateInit > 0, "learning_rate_init", learningRateInit, "above 0");
    require(powerT >= 0, "power_t", powerT, "at least 0");
    require(maxIter > 0, "max_iter", maxIter, "at least 1");
    long seed = randomState.orElse(0);
    require(seed >= 0 && seed < 1L << 32, "random_state", seed, "from 0 to 4294967295");
    require(tol >= 0, "tol", tol, "at least 0");
    require(momentum >= 0 && momentum <= 1, "momentum", momentum, "from 0 to 1");
    require(
        validationFraction >= 0 && validationFraction < 1,
        "validation_fraction",
        validationFraction,
        "at least 0 and below 1");
    require(beta1 >= 0 && beta1 < 1, "beta_1", beta1, "at least 0 and below 1");
    require(beta2 >= 0 && beta2 < 1, "beta_2", beta2, "at least 0 and below 1");
    require(epsilon > 0, "epsilon", epsilon, "above 0");
    require(nIterNoChange >= 1, "n_iter_no_change", nIterNoChange, "at least 1");
    require(maxFun > 0, "max_fun", maxFun, "at least 1");
  }

  /** scikit-learn's defaults. */
  public static MlpSettings defaults() {
    return new MlpSettings(
        List.of(100),
        Activation.RELU,
        Solver.ADAM,
        1e-4,
        OptionalInt.empty(),
        LearningRate.CONSTANT,
        1e-3,
        0.5,
        200,
        true,
        OptionalLong.empty(),
        1e-4,
        false,
        0.9,
        true,
        false,
        0.1,
        0.9,
        0.999,
        1e-8,
        10,
        15_000);
  }

  /**
   * The same with one hyper-parameter changed, as in {@code with("hidden_layer_sizes", "(50,
   * 20)")}.
   *
   * @param name scikit-learn's
   * @param value as Python writes it; words with or without quotes
   * @throws IllegalArgumentException if there is no such hyper-parameter or value
   */
  public MlpSettings with(String name, String value) {
    return Hyperparameter.named(name).set(this, value);
  }

  /** What differs from the defaults, as in {@code hidden_layer_sizes=(50,), solver=sgd}. */
  @Override
  public String toString() {
    MlpSettings defaults = defaults();
    return Hyperparameter.all().stream()
        .filter(h -> !h.text(this).equals(h.text(defaults)))
        .map(h -> h.name() + "=" + h.text(this))
        .collect(Collectors.joining(", "));
  }

  private static void require(boolean holds, String name, Object value, String right) {
    if (!holds) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s; it must be %s", name, value, right));
    }
  }
}
