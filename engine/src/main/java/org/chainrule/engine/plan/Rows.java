package org.chainrule.engine.plan;

import java.util.Locale;
import org.chainrule.engine.vector.Copying;

/** Access to the rows of a table by number. */
final class Rows {
  private Rows() {}

  private static int row(String op, double number, int rows) {
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

  /** Copies the rows with these numbers. */
  record Gather<A>(
      Copying<A> kernel, View<A> table, int rows, int width, View<A> numbers, int count, View<A> to)
      implements Instruction {
    @Override
    public void run() {
      for (int i = 0; i < count; i++) {
        int row = row("gather", kernel.get(numbers.array(), numbers.start() + i), rows);
        kernel.copy(
            table.array(), table.start() + row * width, to.array(), to.start() + i * width, width);
      }
    }
  }

  /** Adds up the values with the same number. */
  record ScatterAdd<A>(
      Copying<A> kernel,
      View<A> numbers,
      int count,
      View<A> values,
      int rows,
      int width,
      View<A> to)
      implements Instruction {
    @Override
    public void run() {
      kernel.fill(0, to.array(), to.start(), rows * width);
      for (int i = 0; i < count; i++) {
        int row = row("scatterAdd", kernel.get(numbers.array(), numbers.start() + i), rows);
        kernel.add(
            values.array(),
            values.start() + i * width,
            1,
            to.array(),
            to.start() + row * width,
            1,
            width);
      }
    }
  }
}
