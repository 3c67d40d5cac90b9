package org.chainrule.learn.data;

import java.util.OptionalInt;

/** Where in a row the label stands. */
public sealed interface LabelColumn {
  /** The first column. */
  LabelColumn FIRST = new Position(1);

  /** The last column. */
  LabelColumn LAST = new Position(-1);

  /** A column by its position: 1 is the first, 2 the second, −1 the last, −2 the last but one. */
  record Position(int position) implements LabelColumn {
    /**
     * Checks the position.
     *
     * @throws IllegalArgumentException if it is 0
     */
    public Position {
      if (position == 0) {
        throw new IllegalArgumentException("columns are counted from 1, or backwards from -1");
      }
    }

    /** The column counted from 0, if a row of so many columns has it. */
    OptionalInt index(int columns) {
      int index = position > 0 ? position - 1 : columns + position;
      return index >= 0 && index < columns ? OptionalInt.of(index) : OptionalInt.empty();
    }

    @Override
    public String toString() {
      return Integer.toString(position);
    }
  }

  /** A column by its name in the header. */
  record Name(String name) implements LabelColumn {
    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Reads "first", "last", a position such as "5" or "-2", or a name in the header.
   *
   * @throws IllegalArgumentException if the position is 0 or the text is blank
   */
  static LabelColumn parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a column is 'first', 'last', a position or a name");
    }
    if (text.matches("[+-]?\\d{1,9}")) {
      return new Position(Integer.parseInt(text));
    }
    return switch (text) {
      case "first" -> FIRST;
      case "last" -> LAST;
      default -> new Name(text);
    };
  }
}
