package org.chainrule.explain.formula;

import java.util.List;
import org.chainrule.graph.Expr;

/**
 * A named value of a program.
 *
 * @param name what it is called, as it was written first
 * @param value the expression
 * @param row whether it is a vector that lies, as wᵀ does
 * @param text its formula as it was written, or "" if it was not
 * @param place where its definition stands; (0, 0) if nowhere
 * @param remarks how it was understood where a reader may not expect it, in sentences
 */
public record Quantity(
    String name, Expr value, boolean row, String text, Place place, List<String> remarks) {
  public Quantity {
    remarks = List.copyOf(remarks);
  }

  /** Without remarks. */
  Quantity(String name, Expr value, boolean row, String text, Place place) {
    this(name, value, row, text, place, List.of());
  }

  /** A quantity that was not read from text. */
  public static Quantity of(String name, Expr value) {
    return new Quantity(name, value, false, "", new Place(0, 0));
  }
}
