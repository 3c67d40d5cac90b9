package org.chainrule.learn.training;

import java.util.Optional;

/** Training that can't go on; the message says when it happened, why, and what usually helps. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Optional<Breakdown> breakdown;

  /** An error with this message. */
  public TrainingException(String message) {
    super(message);
    breakdown = Optional.empty();
  }

  /** An error because numbers stopped being finite. */
  TrainingException(Breakdown breakdown) {
    super(breakdown.text());
    this.breakdown = Optional.of(breakdown);
  }

  /** Where numbers stopped being finite, if that is what happened and the place was found. */
  public Optional<Breakdown> breakdown() {
    return breakdown;
  }
}
