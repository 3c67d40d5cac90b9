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
  /** Whole numbers that name a row of a table. */
  ROW
}
