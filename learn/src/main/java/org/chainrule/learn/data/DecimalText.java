package org.chainrule.learn.data;

/** Numbers written in decimal. */
final class DecimalText {
  /** Up to this many digits a number without its point is exact in float64. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private DecimalText() {}

  /**
   * The float64 nearest to a decimal number with optional sign, point and exponent; NaN if the
   * characters from {@code from} to before {@code to} are anything else.
   */
  static double parse(char[] text, int from, int to) {
    int at = from;
    boolean negative = false;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      negative = text[at] == '-';
      at++;
    }
    long digits = 0;
    int count = 0;
    int fraction = -1;
    for (; at < to; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        count++;
      } else if (c == '.' && fraction < 0) {
        fraction = count;
      } else {
        return general(text, from, to);
      }
      if (count > EXACT_DIGITS) {
        return general(text, from, to);
      }
    }
    if (count == 0) {
      return Double.NaN;
    }
    // Both operands are exact, so the quotient is the nearest float64 (Clinger 1990).
    double value = fraction < 0 ? digits : digits / POWERS_OF_TEN[count - fraction];
    return negative ? -value : value;
  }

  /** As {@link #parse(char[], int, int)}. */
  static double parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /** Whether the text is how a number that is not finite, or missing, is commonly written. */
  static boolean isNotFinite(String text) {
    return text.matches("(?i)[+-]?(nan|inf|infinity)");
  }

  private static double general(char[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      char c = text[i];
      boolean numeric = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+';
      if (!numeric && c != 'e' && c != 'E') {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(new String(text, from, to - from));
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
