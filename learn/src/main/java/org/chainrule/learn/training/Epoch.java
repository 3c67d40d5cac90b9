package org.chainrule.learn.training;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What one pass over the training examples came to.
 *
 * @param number counted from 1
 * @param training the means over the epoch's batches, each scored before its own update
 * @param validation the score on the validation examples at the end of the epoch
 * @param learningRate the step size, that of the last step if it changes; empty where steps find
 *     their own length
 * @param seconds how long it took
 */
public record Epoch(
    int number,
    Score training,
    Optional<Score> validation,
    OptionalDouble learningRate,
    double seconds) {

  /** The score that tells how training goes: that of validation if there is one. */
  public Score score() {
    return validation.orElse(training);
  }
}
