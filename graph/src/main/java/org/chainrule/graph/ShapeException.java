package org.chainrule.graph;

import java.util.Locale;

/** Shapes that do not fit; the message names the op, the shapes and what would fit. */
public final class ShapeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** An error with this message; with arguments, it is a format of {@link String#format}. */
  public ShapeException(String message, Object... arguments) {
    super(arguments.length == 0 ? message : String.format(Locale.ROOT, message, arguments));
  }
}
