package org.chainrule.cli;

import java.util.List;

/** Text in columns. */
public final class Columns {
  private Columns() {}

  /** Rows of equally many cells, aligned to the right except for the first column. */
  public static String align(List<List<String>> rows) {
    return align(rows, 1);
  }

  /**
   * Rows of equally many cells.
   *
   * @param left how many of the first columns are aligned to the left; the others to the right
   */
  public static String align(List<List<String>> rows, int left) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], length(row.get(column)));
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(row.getFirst());
      int pending = widths[0] - length(row.getFirst());
      for (int column = 1; column < columns; column++) {
        String cell = row.get(column);
        int room = widths[column] - length(cell);
        text.repeat(' ', pending + 2 + (column < left ? 0 : room)).append(cell);
        pending = column < left ? room : 0;
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
