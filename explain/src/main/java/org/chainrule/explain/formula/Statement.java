package org.chainrule.explain.formula;

import java.util.List;
import java.util.Optional;

/** A line of a program. */
public sealed interface Statement {
  /** Where it stands. */
  Place place();

  /**
   * {@code h_t = formula for t = 1..3}, or a formula alone.
   *
   * @param target what is defined; absent for a formula alone
   * @param value the formula
   * @param range what the index of a recurrence runs over
   * @param formula where the formula stands, with the brackets around it
   */
  record Assignment(
      Optional<Syntax.Name> target, Syntax value, Optional<Range> range, Place formula, Place place)
      implements Statement {}

  /** {@code for t = 1..3}. */
  record Range(String index, Syntax from, Syntax to, Place place) {}

  /** {@code X, Y: n, d}: the sizes of variables. */
  record Declaration(List<Syntax.Name> names, List<Syntax> sizes, Place place)
      implements Statement {
    public Declaration {
      names = List.copyOf(names);
      sizes = List.copyOf(sizes);
    }
  }

  /** {@code given x = 1}: the value of a variable. */
  record Value(Syntax.Name name, Syntax value, Place place) implements Statement {}
}
