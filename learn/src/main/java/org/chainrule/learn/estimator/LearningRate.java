package org.chainrule.learn.estimator;

/** How the step size of {@link Solver#SGD} changes from epoch to epoch. */
public enum LearningRate {
  /** It stays. */
  CONSTANT,
  /** η/(t + 1)^power_t after t examples. */
  INVSCALING,
  /** A fifth whenever training no longer gets better, until it is at most 10⁻⁶. */
  ADAPTIVE
}
