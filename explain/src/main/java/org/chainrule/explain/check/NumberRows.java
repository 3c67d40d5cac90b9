package org.chainrule.explain.check;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.graph.Shape;

/**
 * Numbers as they are written: one, a vector {@code (0.1, 0.9)} or a matrix {@code [1, 2; 3, 4]} or
 * {@code [[1, 2], [3, 4]]}.
 *
 * @param rows the numbers, row by row; a vector is one row, or one number a row
 */
record NumberRows(List<List<String>> rows) {
  static NumberRows parse(String text) {
    String inner = text.strip();
    boolean bracketed =
        (inner.startsWith("[") && inner.endsWith("]"))
            || (inner.startsWith("(") && inner.endsWith(")") && inner.contains(","));
    if (bracketed) {
      inner = inner.substring(1, inner.length() - 1).strip();
    }
    boolean nested = bracketed && inner.startsWith("[") && inner.endsWith("]");
    List<List<String>> rows = new ArrayList<>();
    String[] lines =
        nested
            ? inner.substring(1, inner.length() - 1).split("\\]\\s*,?\\s*\\[", -1)
            : inner.split("[;\n]", -1);
    for (String row : lines) {
      String separator = bracketed && !row.contains(",") ? "\\s+" : "\\s*,\\s*";
      rows.add(List.of(row.strip().split(separator, -1)));
    }
    return new NumberRows(rows);
  }

  /** Whether these can be the elements of a tensor of this shape. */
  boolean fits(Shape shape) {
    int columns = rows.getFirst().size();
    return rows.stream().allMatch(row -> row.size() == columns)
        && switch (shape.rank()) {
          case 0 -> rows.size() == 1 && columns == 1;
          case 1 ->
              (rows.size() == 1 && columns == shape.size(0))
                  || (columns == 1 && rows.size() == shape.size(0));
          case 2 -> rows.size() == shape.size(0) && columns == shape.size(1);
          default -> false;
        };
  }

  /** All numbers, row by row. */
  List<String> elements() {
    return rows.stream().flatMap(List::stream).toList();
  }

  /** The columns as rows. */
  NumberRows transposed() {
    List<List<String>> columns = new ArrayList<>();
    for (int i = 0; i < rows.getFirst().size(); i++) {
      int column = i;
      columns.add(rows.stream().map(row -> row.get(column)).toList());
    }
    return new NumberRows(columns);
  }

  /** Their number and arrangement in words. */
  String size() {
    int columns = rows.getFirst().size();
    return rows.stream().anyMatch(row -> row.size() != columns)
        ? "rows of different lengths"
        : rows.size() == 1
            ? columns + (columns == 1 ? " number" : " numbers")
            : rows.size() + "×" + columns;
  }
}
