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

  /** A formula and its value. */
  public static Written equal(Written formula, String value) {
    return new Written(formula.text + " = " + value, formula.latex + " = " + latex(value));
  }

  /** A value in LaTeX; a vector or matrix between brackets. */
  public static String latex(String value) {
    String plain = value.replace("−", "-").replace("∞", "\\infty").replace("×", " \\times ");
    if (value.startsWith("(")) {
      return "\\text{" + value.substring(1, value.length() - 1) + "}";
    }
    if (!plain.startsWith("[")) {
      return scientific(plain);
    }
    String rows = plain.substring(1, plain.length() - 1).replace("; ", " \\\\ ");
    boolean vector = !plain.contains(";");
    String cells = vector ? rows.replace(", ", " \\\\ ") : rows.replace(", ", " & ");
    return "\\begin{bmatrix} " + cells + " \\end{bmatrix}";
  }

  private static String scientific(String number) {
    int exponent = number.indexOf('e');
    return exponent < 0
        ? number
        : number.substring(0, exponent) + " \\cdot 10^{" + number.substring(exponent + 1) + "}";
  }
}
