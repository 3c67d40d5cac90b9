package org.chainrule.explain.geometry;

import org.chainrule.drawing.Wording;

/** The points where a x + b y + c &gt; 0; where neither a nor b counts, all or none. */
public record HalfPlane(double a, double b, double c) {
  /** Its condition in the names of the inputs: {@code x1 − 2 x2 + 1 > 0}. */
  public String written(String first, String second) {
    StringBuilder text = new StringBuilder();
    append(text, a, first);
    append(text, b, second);
    append(text, c, "");
    return (text.isEmpty() ? "0" : text) + " > 0";
  }

  private static void append(StringBuilder text, double factor, String name) {
    if (factor == 0) {
      return;
    }
    String sign = text.isEmpty() ? (factor < 0 ? "−" : "") : factor < 0 ? " − " : " + ";
    double size = Math.abs(factor);
    String number = size == 1 && !name.isEmpty() ? "" : Wording.exact(size);
    text.append(sign)
        .append(number)
        .append(number.isEmpty() || name.isEmpty() ? "" : " ")
        .append(name);
  }
}
