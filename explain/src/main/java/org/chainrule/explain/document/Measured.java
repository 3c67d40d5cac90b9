package org.chainrule.explain.document;

import static org.chainrule.graph.UnicodeNotation.MARK;

/**
 * A formula and the shapes below its factors, on two lines.
 *
 * @param formula the formula, with room for the shapes
 * @param shapes each shape below the factor that it is of
 */
record Measured(String formula, String shapes) {
  /** Takes the shapes out of a text with marks. */
  static Measured of(String text) {
    StringBuilder formula = new StringBuilder();
    StringBuilder shapes = new StringBuilder();
    String[] parts = text.split(String.valueOf(MARK), -1);
    for (int i = 0; i + 1 < parts.length; i += 2) {
      String part = parts[i];
      int start = factor(part);
      String before = part.substring(0, start);
      int at = Wrapping.width(formula + before);
      int free = shapes.isEmpty() ? at : Wrapping.width(shapes.toString()) + 1;
      formula.append(before);
      if (free > at) {
        formula.append(" ".repeat(free - at));
        at = free;
      }
      formula.append(part.substring(start));
      shapes.append(" ".repeat(at - Wrapping.width(shapes.toString()))).append(parts[i + 1]);
    }
    if (parts.length % 2 == 1) {
      formula.append(parts[parts.length - 1]);
    }
    return new Measured(formula.toString(), shapes.toString());
  }

  /** The formula without shapes. */
  static String plain(String text) {
    return text.replaceAll(MARK + "[^" + MARK + "]*" + MARK, "");
  }

  /** Where the name at the end of a text begins. */
  private static int factor(String text) {
    int at = text.length();
    while (at > 0 && " ()·/−+∘".indexOf(text.charAt(at - 1)) < 0) {
      at--;
    }
    return at;
  }
}
