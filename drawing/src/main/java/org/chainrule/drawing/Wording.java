package org.chainrule.drawing;

import java.math.BigDecimal;
import java.text.Bidi;
import java.util.Locale;

/** How numbers and names are written in reports. */
public final class Wording {
  private static final double USUAL_WIDTH = 0.6;
  private static final char NO_BREAK_SPACE = '\u00A0';
  private static final char FIRST_STRONG_ISOLATE = '\u2068';
  private static final char POP_DIRECTIONAL_ISOLATE = '\u2069';

  private Wording() {}

  /** A count with its thousands apart: 12,345. */
  public static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A share as a percentage with so many decimals: 97.5 %. */
  public static String percent(double share, int decimals) {
    return finite(share, String.format(Locale.ROOT, "%." + decimals + "f", 100 * share))
        + NO_BREAK_SPACE
        + '%';
  }

  /** A probability as a whole percentage that is 100 % only for certainty. */
  public static String probability(double p) {
    return p >= 0.995 && p < 1 ? ">" + NO_BREAK_SPACE + percent(0.99, 0) : percent(p, 0);
  }

  /** A number with four significant digits. */
  public static String number(double value) {
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-4 || size >= 1e5)) {
      return finite(value, String.format(Locale.ROOT, "%.3e", value));
    }
    int decimals = size == 0 ? 0 : Math.max(0, 3 - (int) Math.floor(Math.log10(size)));
    return finite(value, String.format(Locale.ROOT, "%." + decimals + "f", value));
  }

  /** A number that somebody chose, with all its digits. */
  public static String exact(double value) {
    return Double.isFinite(value)
        ? finite(value, BigDecimal.valueOf(value).stripTrailingZeros().toPlainString())
        : number(value);
  }

  private static String finite(double value, String text) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return Double.isInfinite(value) ? (value > 0 ? "∞" : "−∞") : text.replace('-', '−');
  }

  /** A name made safe against its own direction, for text that is not HTML. */
  public static String isolate(String name) {
    char[] characters = name.toCharArray();
    return Bidi.requiresBidi(characters, 0, characters.length)
        ? FIRST_STRONG_ISOLATE + name + POP_DIRECTIONAL_ISOLATE
        : name;
  }

  /** About how wide a text is, in whatever sans-serif font there is. */
  public static double width(String text, double size) {
    return size * text.codePoints().mapToDouble(Wording::width).sum();
  }

  private static double width(int character) {
    return Character.isIdeographic(character) || character > 0xFFFF ? 1 : USUAL_WIDTH;
  }

  /** As much of a text as fits a width. */
  public static String fit(String text, double size, double width) {
    if (width(text, size) <= width) {
      return text;
    }
    int[] characters = text.codePoints().toArray();
    int kept = characters.length - 1;
    String cut = "…";
    while (kept > 0) {
      cut = new String(characters, 0, kept).strip() + "…";
      if (width(cut, size) <= width) {
        return cut;
      }
      kept--;
    }
    return "…";
  }
}
