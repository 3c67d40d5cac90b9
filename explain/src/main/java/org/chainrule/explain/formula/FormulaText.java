package org.chainrule.explain.formula;

/**
 * What a formula is read from.
 *
 * @param name the file that it stands in, or "" for none
 * @param text the characters
 */
public record FormulaText(String name, String text) {
  private static final int LONGEST_LINE = 80;

  /** Text that stands in no file. */
  public static FormulaText of(String text) {
    return new FormulaText("", text);
  }

  /** The characters of a part. */
  public String at(Place place) {
    return text.substring(place.start(), place.end());
  }

  /** The number of a part's line, from 1. */
  public int line(Place place) {
    return 1 + (int) text.substring(0, place.start()).chars().filter(c -> c == '\n').count();
  }

  /** The column in which a part begins, from 1. */
  public int column(Place place) {
    return place.start() - lineStart(place) + 1;
  }

  private int lineStart(Place place) {
    return text.lastIndexOf('\n', place.start() - 1) + 1;
  }

  /**
   * A part's line, and under it a caret for each of the part's characters in this line. Of a long
   * line only the surroundings of the part's beginning, with … where it was cut.
   */
  String pointer(Place place) {
    int from = lineStart(place);
    int end = text.indexOf('\n', from);
    String line = text.substring(from, end < 0 ? text.length() : end).stripTrailing();
    int start = place.start() - from;
    int first = 0;
    int last = line.length();
    if (last > LONGEST_LINE) {
      int shown = Math.clamp(start - LONGEST_LINE / 2, 0, last - LONGEST_LINE);
      first = boundary(line, shown);
      last = boundary(line, shown + LONGEST_LINE);
    }
    String before = first == 0 ? "" : "…";
    String after = last == line.length() ? "" : "…";
    String margin =
        " ".repeat(before.length())
            + text.substring(from + first, place.start()).replaceAll("[^\\t]", " ");
    int carets = Math.max(1, Math.min(place.end() - from, last) - start);
    return "  "
        + before
        + line.substring(first, last)
        + after
        + "\n  "
        + margin
        + "^".repeat(carets);
  }

  /** A position that is not inside a character of two halves. */
  private static int boundary(String line, int position) {
    return position < line.length() && Character.isLowSurrogate(line.charAt(position))
        ? position - 1
        : position;
  }
}
