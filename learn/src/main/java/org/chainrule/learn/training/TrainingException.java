package org.chainrule.learn.training;

/** Training that can't go on; the message says when it happened and what usually helps. */
public final class TrainingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with this message. */
  public TrainingException(String message) {
    super(message);
  }
}
