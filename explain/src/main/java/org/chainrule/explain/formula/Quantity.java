package org.chainrule.explain.formula;

import org.chainrule.graph.Expr;

/**
 * A named value of a program.
 *
 * @param name what it is called, as it was written first
 * @param value the expression
 * @param row whether it is a vector that lies, as wᵀ does
 * @param text its formula as it was written, or "" if it was not
 * @param place where its definition stands; (0, 0) if nowhere
 */
public record Quantity(String name, Expr value, boolean row, String text, Place place) {
  /** A quantity that was not read from text. */
  public static Quantity of(String name, Expr value) {
    return new Quantity(name, value, false, "", new Place(0, 0));
  }
}
