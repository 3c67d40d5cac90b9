package org.chainrule.learn.estimator;

import java.util.List;

/**
 * How the training of a model went.
 *
 * @param lossCurve the loss of every epoch with its L2 term, over all fits of a warm start; none
 *     for L-BFGS
 * @param validationScores accuracy or R² on the examples set aside, after every epoch
 * @param loss the last loss
 * @param bestLoss the lowest of the loss curve; infinite with early stopping and for L-BFGS
 * @param bestValidationScore the highest of the validation scores; −∞ without early stopping
 * @param iterations epochs, or steps of L-BFGS, of the last fit
 * @param examplesSeen how many examples the steps have seen
 * @param converged whether it ended because it no longer got better, not at its most iterations
 */
public record TrainingLog(
    List<Double> lossCurve,
    List<Double> validationScores,
    double loss,
    double bestLoss,
    double bestValidationScore,
    int iterations,
    long examplesSeen,
    boolean converged) {
  public TrainingLog {
    lossCurve = List.copyOf(lossCurve);
    validationScores = List.copyOf(validationScores);
  }
}
