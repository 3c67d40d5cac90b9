package org.chainrule.learn.estimator;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.RegressionLoss;
import org.chainrule.learn.training.Task;
import org.chainrule.learn.training.TrainingException;

/**
 * A multi-layer perceptron that tells numbers, trained as scikit-learn's {@code MLPRegressor} is.
 *
 * <p>With a {@code random_state} its loss curve is scikit-learn's to rounding errors. Not
 * thread-safe.
 */
public final class MlpRegressor {
  /** What is minimised. */
  public enum Loss {
    /** ½ Σ (z − y)². */
    SQUARED_ERROR,
    /** Half the Poisson deviance of the rates eᶻ, for counts y ≥ 0. */
    POISSON
  }

  private final Loss loss;
  private final Estimation estimation;

  /** An unfitted regressor for squared errors that computes in float64, as scikit-learn does. */
  public MlpRegressor(MlpSettings settings) {
    this(Loss.SQUARED_ERROR, settings, Precision.FLOAT64);
  }

  /** An unfitted regressor. */
  public MlpRegressor(Loss loss, MlpSettings settings, Precision precision) {
    this.loss = loss;
    estimation = new Estimation(settings, precision);
  }

  /**
   * Learns from examples.
   *
   * @param targets of shape [examples], or [examples, outputs]
   * @throws IllegalArgumentException if a number is not finite, or for Poisson below 0; with warm
   *     start also if shapes are not those of the last fit
   * @throws TrainingException if a weight is no longer a finite number
   */
  public MlpRegressor fit(Features features, Tensor targets) {
    return fit(features, targets, Problem.ones(features.count()));
  }

  /** Learns from examples that count differently; errors as of {@link #fit(Features, Tensor)}. */
  public MlpRegressor fit(Features features, Tensor targets, Tensor sampleWeight) {
    estimation.fit(problem(features, targets, sampleWeight), false);
    return this;
  }

  /**
   * One more epoch over these examples.
   *
   * @throws IllegalArgumentException if shapes are not those of an earlier call, or for L-BFGS or
   *     early stopping
   */
  public MlpRegressor partialFit(Features features, Tensor targets) {
    return partialFit(features, targets, Problem.ones(features.count()));
  }

  /** One more epoch over examples that count differently. */
  public MlpRegressor partialFit(Features features, Tensor targets, Tensor sampleWeight) {
    estimation.fit(problem(features, targets, sampleWeight), true);
    return this;
  }

  private Problem problem(Features features, Tensor targets, Tensor sampleWeight) {
    Objective objective =
        switch (loss) {
          case SQUARED_ERROR -> Objective.SQUARED_ERROR;
          case POISSON -> Objective.POISSON;
        };
    Tensor table =
        targets.shape().rank() == 1
            ? Tensor.of(Shape.of(targets.shape().size(0), 1), targets.toArray())
            : targets;
    return new Problem(features, table, sampleWeight, objective);
  }

  /** What it answers, of shape [examples, outputs]. */
  public Tensor predict(Features features) {
    return fitted().answers(features);
  }

  /** R², the mean over outputs. */
  public double score(Features features, Tensor targets) {
    return score(features, targets, Problem.ones(features.count()));
  }

  /** R² of examples that count differently. */
  public double score(Features features, Tensor targets, Tensor sampleWeight) {
    Problem problem = problem(features, targets, sampleWeight);
    int[] all = IntStream.range(0, problem.count()).toArray();
    return problem.score(all, predict(features).toArray());
  }

  /** How the training went. */
  public TrainingLog log() {
    return estimation.log();
  }

  /** {@code coefs_}: the weights of each layer, of shape [inputs, units]. */
  public List<Tensor> coefs() {
    return fitted().weights();
  }

  /** {@code intercepts_}: the biases of each layer. */
  public List<Tensor> intercepts() {
    return fitted().biases();
  }

  /** The network with its weights. */
  public FittedMlp fitted() {
    return estimation.fitted();
  }

  /**
   * What was fitted as a model that can be written into a file.
   *
   * @param names what its numbers are called
   * @throws IllegalArgumentException if there are more or fewer numbers, or it tells rates
   */
  public Model model(List<String> names) {
    List<Quantity> quantities = names.stream().map(Quantity::new).toList();
    return fitted().model(new Task.Regression(quantities, new RegressionLoss.MeanSquaredError()));
  }
}
