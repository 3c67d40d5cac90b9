package org.chainrule.graph.op;

import java.util.Locale;
import org.chainrule.graph.Op;

/** Access by position: rows read by number, and sums put back where elements came from. */
public sealed interface Index extends Op permits Gather, ScatterAdd, Fold {
  /**
   * The row of a table that a number names.
   *
   * @param op who asks, for the message
   * @param rows how many rows the table has
   * @throws IllegalArgumentException if it is not a whole number from 0 to {@code rows − 1}
   */
  static int row(String op, double number, int rows) {
    int row = (int) number;
    if (row != number || row < 0 || row >= rows) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s: row number %s is not a whole number from 0 to %d",
              op,
              number,
              rows - 1));
    }
    return row;
  }
}
