package org.chainrule.explain.document;

import java.util.ArrayList;
import java.util.List;

/** Lines that are not too long. */
final class Wrapping {
  private Wrapping() {}

  /** How many columns a text takes; accents take none. */
  static int width(String text) {
    return (int)
        text.codePoints().filter(c -> Character.getType(c) != Character.NON_SPACING_MARK).count();
  }

  /** Words in lines of at most this width. */
  static List<String> words(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && width(line + " " + word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** A formula in lines of at most this width, broken before signs, the outermost first. */
  static List<String> formula(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (width(rest) > width) {
      int at = breaking(rest, width);
      if (at <= 0) {
        break;
      }
      lines.add(rest.substring(0, at).stripTrailing());
      rest = "  " + rest.substring(at);
    }
    lines.add(rest);
    return lines;
  }

  /** Where to break: before the last of the outermost signs that leaves a line well filled. */
  private static int breaking(String text, int width) {
    int depth = 0;
    int best = -1;
    int bestDepth = Integer.MAX_VALUE;
    int columns = 0;
    for (int i = 0; i < text.length() && columns < width; i++) {
      char c = text.charAt(i);
      depth += "([".indexOf(c) >= 0 ? 1 : ")]".indexOf(c) >= 0 ? -1 : 0;
      columns = width(text.substring(0, i + 1));
      boolean sign =
          "+−∘".indexOf(c) >= 0
              && i > 0
              && text.charAt(i - 1) == ' '
              && text.startsWith(" ", i + 1);
      boolean product = c == '·' && i > 0;
      int weight = 2 * depth + (product ? 1 : 0);
      if ((sign || product) && columns > width / 3 && weight <= bestDepth) {
        best = i;
        bestDepth = weight;
      }
    }
    return best;
  }
}
