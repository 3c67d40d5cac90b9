package org.chainrule.explain.formula;

import java.util.Locale;

/**
 * A formula that means nothing: the message has the problem, its line and column, the line itself
 * and a caret under the place.
 */
public final class FormulaException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String problem;
  private final int line;
  private final int column;

  /** A problem at a place of a text. */
  public FormulaException(FormulaText text, Place place, String problem) {
    super(
        String.format(
            Locale.ROOT,
            "%sline %d, column %d: %s\n%s",
            text.name().isEmpty() ? "" : text.name() + ", ",
            text.line(place),
            text.column(place),
            problem,
            text.pointer(place)));
    this.problem = problem;
    this.line = text.line(place);
    this.column = text.column(place);
  }

  /** What is wrong and what would be right, without the place. */
  public String problem() {
    return problem;
  }

  /** The line, from 1. */
  public int line() {
    return line;
  }

  /** The column, from 1. */
  public int column() {
    return column;
  }
}
