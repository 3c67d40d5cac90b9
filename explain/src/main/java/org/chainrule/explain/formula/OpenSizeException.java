package org.chainrule.explain.formula;

/** Says that a size is needed that neither a formula nor what it meets tells. */
final class OpenSizeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  OpenSizeException(String message) {
    super(message);
  }
}
