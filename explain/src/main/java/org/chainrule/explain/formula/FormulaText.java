package org.chainrule.explain.formula;

/**
 * What a formula is read from.
 *
 * @param name the file that it stands in, or "" for none
 * @param text the characters
 */
public record FormulaText(String name, String text) {
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

  /** A part's line, and under it a caret for each of the part's characters in this line. */
  String pointer(Place place) {
    int from = lineStart(place);
    int to = text.indexOf('\n', place.start());
    String line = text.substring(from, to < 0 ? text.length() : to);
    int length = Math.min(place.end() - from, line.length()) - (place.start() - from);
    String margin = line.substring(0, place.start() - from).replaceAll("[^\\t]", " ");
    return "  " + line.stripTrailing() + "\n  " + margin + "^".repeat(Math.max(1, length));
  }
}
