package org.chainrule.explain.writing;

/**
 * A formula in writing, once for each kind of page.
 *
 * @param text for terminals; shapes stand between {@link org.chainrule.graph.UnicodeNotation#MARK
 *     marks}
 * @param latex for typesetting
 */
public record Written(String text, String latex) {
  /** Words, the same everywhere. */
  public static Written words(String words) {
    return new Written(words, "\\text{" + words + "}");
  }

  /** Both sides of an equation. */
  public static Written equation(Written left, Written right) {
    return new Written(left.text + " = " + right.text, left.latex + " = " + right.latex);
  }
}
