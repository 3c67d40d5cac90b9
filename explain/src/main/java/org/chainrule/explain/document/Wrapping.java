package org.chainrule.explain.document;

import java.util.ArrayList;
import java.util.List;

/** Lines that are not too long. */
final class Wrapping {
  private Wrapping() {}

  /** How many columns a text takes; accents take none. */
  static int width(String text) {
    return (int) text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  /** Words in lines of at most this width. */
  static List<String> words(String text, int width) {
    return broken(text.split(" "), width, "");
  }

  /** A formula in lines of at most this width, broken before signs where that is possible. */
  static List<String> formula(String text, int width) {
    String[] parts = text.split(" (?=[+−∘·] )|(?<=[^ ]) (?=\\()");
    return broken(parts, width, "  ");
  }

  private static List<String> broken(String[] parts, int width, String indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String part : parts) {
      if (!line.isEmpty() && width(line.toString()) + 1 + width(part) > width) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(indent);
      }
      line.append(line.isEmpty() || line.toString().isBlank() ? "" : " ").append(part);
    }
    lines.add(line.toString());
    return lines;
  }
}
