package org.chainrule.bench;

/** A workload that could not be timed, or whose result is wrong, so that its time means nothing. */
public final class WorkloadException extends Exception {
  private static final long serialVersionUID = 1;

  WorkloadException(String message) {
    super(message);
  }

  WorkloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
