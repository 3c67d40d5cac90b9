package org.chainrule.cli;

import java.util.Optional;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.optimizer.QuasiNewton;
import org.chainrule.learn.optimizer.RmsProp;
import org.chainrule.learn.optimizer.Sgd;

/** The optimisers by the names that users give them, each with its usual settings. */
enum Solver {
  SGD(0.1),
  MOMENTUM(0.01),
  NESTEROV(0.01),
  ADAM(0.001),
  ADAMW(0.001),
  RMSPROP(0.001),
  LBFGS(1);

  private static final double USUAL_MOMENTUM = 0.9;
  private static final double USUAL_WEIGHT_DECAY = 0.01;

  private final double usualRate;

  Solver(double usualRate) {
    this.usualRate = usualRate;
  }

  /** How many examples a step sees where nobody says. */
  BatchSize usualBatch() {
    return this == LBFGS ? new BatchSize.All() : BatchSize.usual();
  }

  /** What users call an optimiser. */
  static Solver of(Optimizer optimizer) {
    return switch (optimizer) {
      case Sgd(_, double momentum, boolean nesterov, _) ->
          nesterov ? NESTEROV : momentum > 0 ? MOMENTUM : SGD;
      case Adam(_, _, _, _, double weightDecay, _) -> weightDecay > 0 ? ADAMW : ADAM;
      case RmsProp _ -> RMSPROP;
      case QuasiNewton _ -> LBFGS;
    };
  }

  /** The optimiser with its usual settings. */
  Optimizer optimizer() {
    return optimizer(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * The optimiser.
   *
   * @throws IllegalArgumentException if a setting is out of range or does not belong to it
   */
  Optimizer optimizer(
      Optional<Double> learningRate, Optional<Double> momentum, Optional<Double> weightDecay) {
    if (momentum.isPresent() && this != SGD && this != MOMENTUM && this != NESTEROV) {
      throw new IllegalArgumentException(
          "--momentum is for sgd, momentum and nesterov, not for " + Words.of(this));
    }
    if (weightDecay.isPresent() && this != ADAMW) {
      throw new IllegalArgumentException(
          Messages.format(
              "--weight-decay is for adamw; with %s, --l2 adds a penalty to the loss",
              Words.of(this)));
    }
    if (learningRate.isPresent() && this == LBFGS) {
      throw new IllegalArgumentException(
          "--learning-rate is not for lbfgs, whose steps find their own length");
    }
    double eta = learningRate.orElse(usualRate);
    return switch (this) {
      case SGD -> new Sgd(eta, momentum.orElse(0.0), false);
      case MOMENTUM -> new Sgd(eta, momentum.orElse(USUAL_MOMENTUM), false);
      case NESTEROV -> new Sgd(eta, momentum.orElse(USUAL_MOMENTUM), true);
      case ADAM -> new Adam(eta);
      case ADAMW -> Adam.withWeightDecay(eta, weightDecay.orElse(USUAL_WEIGHT_DECAY));
      case RMSPROP -> new RmsProp(eta);
      case LBFGS -> new QuasiNewton();
    };
  }
}
