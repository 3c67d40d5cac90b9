package org.chainrule.graph;

import java.util.List;
import java.util.stream.Collectors;

/** Formulas as plain text with mathematical signs, with no more parentheses than needed. */
public final class UnicodeNotation implements Notation<UnicodeNotation.Piece> {
  private static final int SUM = 1;
  private static final int HADAMARD = 2;
  private static final int QUOTIENT = 3;
  private static final int PRODUCT = 4;
  private static final int POWER = 5;
  private static final int ATOM = 6;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  private final String times;

  /** Element-wise products are written with a dot, like those of numbers. */
  public UnicodeNotation() {
    this("·");
  }

  /** Element-wise products are written with this sign. */
  public UnicodeNotation(String times) {
    this.times = times;
  }

  /**
   * A part of a formula.
   *
   * @param text the part in writing
   * @param binding how tightly its outermost sign binds
   */
  public record Piece(String text, int binding) {
    /** The text, in parentheses unless it binds at least this tightly. */
    String within(int binding) {
      return this.binding >= binding ? text : "(" + text + ")";
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static Piece atom(String text) {
    return new Piece(text, ATOM);
  }

  @Override
  public Piece number(double value) {
    if (value == Math.PI || value == Math.E) {
      return atom(value == Math.PI ? "π" : "e");
    }
    String text =
        value == Math.rint(value) && Math.abs(value) < 1e15
            ? Long.toString((long) value)
            : Double.toString(value);
    return new Piece(text.replace("-", "−"), value < 0 ? SUM : ATOM);
  }

  @Override
  public Piece name(String name) {
    return atom(name);
  }

  @Override
  public Piece sum(Piece a, Piece b) {
    return new Piece(a.text + " + " + b.text, SUM);
  }

  @Override
  public Piece difference(Piece a, Piece b) {
    return new Piece(a.text + " − " + b.within(HADAMARD), SUM);
  }

  @Override
  public Piece product(Piece a, Piece b) {
    return new Piece(a.within(PRODUCT) + " " + b.within(POWER), PRODUCT);
  }

  @Override
  public Piece hadamard(Piece a, Piece b) {
    if (times.equals("·")) {
      return scaled(a, b);
    }
    return new Piece(factor(a) + " " + times + " " + factor(b), HADAMARD);
  }

  /** A factor of an element-wise product; a matrix product within it is set apart. */
  private static String factor(Piece a) {
    boolean product = a.binding == PRODUCT || a.binding == QUOTIENT;
    boolean apart = a.binding < HADAMARD || (product && a.text.contains(" "));
    return apart ? "(" + a.text + ")" : a.text;
  }

  @Override
  public Piece scaled(Piece a, Piece b) {
    return new Piece(first(a) + "·" + b.within(POWER), a.binding == QUOTIENT ? QUOTIENT : PRODUCT);
  }

  @Override
  public Piece quotient(Piece a, Piece b) {
    return new Piece(first(a) + "/" + b.within(POWER), QUOTIENT);
  }

  /** What is multiplied or divided: A 1/n could be A (1/n), and aᵀ b·c could be aᵀ (b·c). */
  private static String first(Piece a) {
    boolean apart = a.binding == PRODUCT && isSpaced(a.text);
    return apart ? a.within(POWER) : a.within(QUOTIENT);
  }

  /** Whether a space stands outside brackets, as between matrices. */
  private static boolean isSpaced(String text) {
    int depth = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (c == ' ' && depth == 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Piece negative(Piece a) {
    return new Piece("−" + a.within(HADAMARD), SUM);
  }

  @Override
  public Piece power(Piece a, double exponent) {
    if (exponent == 0.5) {
      return atom("√" + a.within(ATOM));
    }
    if (exponent != Math.rint(exponent) || Math.abs(exponent) >= 1e6) {
      return power(a, number(exponent));
    }
    String digits =
        Integer.toString((int) exponent)
            .chars()
            .mapToObj(c -> c == '-' ? "⁻" : SUPERSCRIPTS.substring(c - '0', c - '0' + 1))
            .collect(Collectors.joining());
    return new Piece(a.within(ATOM) + digits, POWER);
  }

  @Override
  public Piece power(Piece a, Piece exponent) {
    return new Piece(a.within(ATOM) + "^" + exponent.within(ATOM), POWER);
  }

  @Override
  public Piece cubeRoot(Piece a) {
    return atom("∛" + a.within(ATOM));
  }

  @Override
  public Piece transposed(Piece a) {
    return new Piece(a.within(ATOM) + "ᵀ", POWER);
  }

  @Override
  public Piece magnitude(Piece a) {
    return atom("|" + a.text + "|");
  }

  @Override
  public Piece length(Piece a) {
    return atom("‖" + a.text + "‖");
  }

  @Override
  public Piece derivative(Piece y, Piece x) {
    return new Piece("∂" + y.within(ATOM) + "/∂" + x.within(ATOM), POWER);
  }

  @Override
  public Piece total(Piece y, Piece x) {
    return new Piece("d" + y.within(ATOM) + "/d" + x.within(ATOM), POWER);
  }

  @Override
  public Piece derivativeOf(Piece y, Piece x) {
    return new Piece(
        "∂/∂" + x.within(ATOM) + " " + (y.binding == ATOM ? y.text : y.within(ATOM)), POWER);
  }

  @Override
  public Piece indexed(Piece a, String indices) {
    return atom(a.within(ATOM) + "_" + (indices.length() > 1 ? "{" + indices + "}" : indices));
  }

  @Override
  public Piece summation(String indices, Piece a) {
    String sign = indices.isEmpty() ? "Σ " : "Σ_" + indices.replaceAll("(?<=.)(?=.)", ",") + " ";
    return new Piece(sign + a.within(HADAMARD), HADAMARD);
  }

  @Override
  public Piece measured(Piece a, String shape) {
    return new Piece(a.text + MARK + shape + MARK, a.binding);
  }

  /** What stands around a shape in the text of a {@linkplain #measured measured} part. */
  public static final char MARK = '\uE000';

  @Override
  public Piece relation(String sign, Piece a, Piece b) {
    return atom("[" + a.text + " " + sign + " " + b.text + "]");
  }

  @Override
  public Piece vector(List<Piece> elements) {
    return atom(elements.stream().map(Piece::text).collect(Collectors.joining(", ", "[", "]")));
  }

  @Override
  public Piece matrix(List<List<Piece>> rows) {
    return atom(
        rows.stream()
            .map(row -> row.stream().map(Piece::text).collect(Collectors.joining(", ")))
            .collect(Collectors.joining("; ", "[", "]")));
  }

  @Override
  public Piece call(String function, List<Piece> arguments) {
    return atom(
        function + arguments.stream().map(Piece::text).collect(Collectors.joining(", ", "(", ")")));
  }
}
