package org.chainrule.learn.training;

/**
 * How well a model does on some examples.
 *
 * @param loss the mean loss
 * @param quality what the model's {@link Measure} says: accuracy or R²
 */
public record Score(double loss, double quality) {
  /** The quality of a model that tells classes: the share that it gets right, from 0 to 1. */
  public double accuracy() {
    return quality;
  }
}
