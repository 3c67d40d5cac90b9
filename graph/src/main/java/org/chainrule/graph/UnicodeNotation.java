package org.chainrule.graph;

import java.util.List;
import java.util.stream.Collectors;

/** Formulas as plain text with mathematical signs, with no more parentheses than needed. */
final class UnicodeNotation implements Notation<UnicodeNotation.Piece> {
  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int POWER = 3;
  private static final int ATOM = 4;
  private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  /**
   * A part of a formula.
   *
   * @param text the part in writing
   * @param binding how tightly its outermost sign binds
   */
  record Piece(String text, int binding) {
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
    return new Piece(a.text + " − " + b.within(PRODUCT), SUM);
  }

  @Override
  public Piece product(Piece a, Piece b) {
    return new Piece(a.within(PRODUCT) + " " + b.within(POWER), PRODUCT);
  }

  @Override
  public Piece hadamard(Piece a, Piece b) {
    return new Piece(a.within(PRODUCT) + "·" + b.within(POWER), PRODUCT);
  }

  @Override
  public Piece quotient(Piece a, Piece b) {
    return new Piece(a.within(PRODUCT) + "/" + b.within(POWER), PRODUCT);
  }

  @Override
  public Piece negative(Piece a) {
    return new Piece("−" + a.within(PRODUCT), SUM);
  }

  @Override
  public Piece power(Piece a, double exponent) {
    if (exponent == 0.5) {
      return atom("√" + a.within(ATOM));
    }
    boolean digits = exponent == Math.rint(exponent) && Math.abs(exponent) < 1e6;
    String text =
        digits
            ? Integer.toString((int) exponent)
                .chars()
                .mapToObj(c -> c == '-' ? "⁻" : SUPERSCRIPTS.substring(c - '0', c - '0' + 1))
                .collect(Collectors.joining())
            : "^" + number(exponent).within(ATOM);
    return new Piece(a.within(ATOM) + text, POWER);
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
  public Piece relation(String sign, Piece a, Piece b) {
    return atom("[" + a.text + " " + sign + " " + b.text + "]");
  }

  @Override
  public Piece call(String function, List<Piece> arguments) {
    return atom(
        function + arguments.stream().map(Piece::text).collect(Collectors.joining(", ", "(", ")")));
  }
}
