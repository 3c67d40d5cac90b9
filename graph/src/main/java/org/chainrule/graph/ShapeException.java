package org.chainrule.graph;

/** Shapes that do not fit; the message names the op, the shapes and what would fit. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An error with this message. */
  public ShapeException(String message) {
    super(message);
  }
}
