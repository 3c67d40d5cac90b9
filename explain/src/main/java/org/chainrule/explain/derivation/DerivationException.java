package org.chainrule.explain.derivation;

/** A step that is not equal to the one before it: a bug, which stops the output. */
public final class DerivationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Tells what is wrong. */
  public DerivationException(String message) {
    super(message);
  }
}
