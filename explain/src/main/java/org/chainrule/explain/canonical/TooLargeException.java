package org.chainrule.explain.canonical;

/** A canonical form would have too many terms to be worked out. */
final class TooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TooLargeException() {
    super("the canonical form has too many terms");
  }
}
