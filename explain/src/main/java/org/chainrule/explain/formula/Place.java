package org.chainrule.explain.formula;

/**
 * A part of a text.
 *
 * @param start the position of its first character
 * @param end the position after its last character
 */
public record Place(int start, int end) {
  /** From the beginning of this to the end of another. */
  public Place to(Place last) {
    return new Place(start, Math.max(end, last.end));
  }
}
