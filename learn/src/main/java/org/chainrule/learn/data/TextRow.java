package org.chainrule.learn.data;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One row of delimited text: its cells, without the blanks around them, and its line number. */
final class TextRow {
  private final long line;
  private final char[] text;
  private final int[] ends;

  private TextRow(long line, char[] text, int[] ends) {
    this.line = line;
    this.text = text;
    this.ends = ends;
  }

  long line() {
    return line;
  }

  int columns() {
    return ends.length;
  }

  /** The cell as it stands, counted from 0. */
  String cell(int column) {
    return new String(text, start(column), ends[column] - start(column));
  }

  /** The cell as a number, NaN if it is not one; infinity if it is too large for float64. */
  double number(int column) {
    return DecimalText.parse(text, start(column), ends[column]);
  }

  boolean isNumber(int column) {
    return !Double.isNaN(number(column));
  }

  boolean isBlank() {
    return text.length == 0 && ends.length <= 1;
  }

  List<String> cells() {
    List<String> cells = new ArrayList<>();
    for (int column = 0; column < ends.length; column++) {
      cells.add(cell(column));
    }
    return cells;
  }

  private int start(int column) {
    return column == 0 ? 0 : ends[column - 1];
  }

  /** Collects the cells that the parser finds. */
  static final class Handler extends AbstractBaseCsvCallbackHandler<TextRow> {
    private char[] text = new char[256];
    private int[] ends = new int[16];
    private int length;
    private int columns;

    @Override
    protected void handleBegin(long startingLineNumber) {
      length = 0;
      columns = 0;
    }

    @Override
    protected void handleField(
        int fieldIndex, char[] buffer, int offset, int fieldLength, boolean quoted) {
      int from = offset;
      int to = offset + fieldLength;
      while (from < to && Character.isWhitespace(buffer[from])) {
        from++;
      }
      while (from < to && Character.isWhitespace(buffer[to - 1])) {
        to--;
      }
      int added = to - from;
      if (text.length - length < added) {
        text = Arrays.copyOf(text, Math.max(2 * text.length, length + added));
      }
      System.arraycopy(buffer, from, text, length, added);
      length += added;
      if (columns == ends.length) {
        ends = Arrays.copyOf(ends, 2 * columns);
      }
      ends[columns++] = length;
    }

    @Override
    protected TextRow buildRecord() {
      return new TextRow(
          getStartingLineNumber(), Arrays.copyOf(text, length), Arrays.copyOf(ends, columns));
    }
  }
}
