package org.chainrule.graph;

/** The numbers for which an op has a finite value. */
public enum Domain {
  /** Every real number. */
  REAL,
  /** Numbers other than zero. */
  NONZERO,
  /** Numbers above zero. */
  POSITIVE,
  /** Numbers above minus one. */
  ABOVE_MINUS_ONE,
  /** Numbers from minus one to one. */
  UNIT,
  /** Whole numbers that name a row of a table. */
  ROW;

  /**
   * Whether a number lies inside, farther than a margin from a bound; as how many rows a table has
   * is not known here, every number may name one.
   */
  public boolean contains(double x, double margin) {
    return switch (this) {
      case REAL, ROW -> true;
      case NONZERO -> Math.abs(x) > margin;
      case POSITIVE -> x > margin;
      case ABOVE_MINUS_ONE -> x > -1 + margin;
      case UNIT -> Math.abs(x) <= 1 - margin;
    };
  }
}
