package org.chainrule.drawing.markup;

import static org.chainrule.drawing.markup.Markup.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chainrule.drawing.markup.Markup.Element;

/**
 * A table whose rows each begin with what they are about.
 *
 * @param caption what it shows
 * @param columns the columns, first that of the rows' names
 * @param rows the cells of every row, one for each column
 */
public record Table(String caption, List<Column> columns, List<List<Markup>> rows) {
  /**
   * A column.
   *
   * @param name its name
   * @param numbers whether its cells are numbers, which stand on the right
   */
  public record Column(String name, boolean numbers) {
    /** A column of words. */
    public static Column words(String name) {
      return new Column(name, false);
    }

    /** A column of numbers. */
    public static Column numbers(String name) {
      return new Column(name, true);
    }

    private Element cell(String element, Markup content) {
      Element cell = element(element, content);
      return numbers ? cell.with("class", "number") : cell;
    }
  }

  /**
   * Checks that it is rectangular.
   *
   * @throws IllegalArgumentException if a row has more or fewer cells than there are columns
   */
  public Table {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<Markup> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "table: a row of %d cells for %d columns",
                row.size(),
                columns.size()));
      }
    }
  }

  /** The table in a page. */
  public Element markup() {
    List<Markup> head =
        columns.stream()
            .<Markup>map(c -> c.cell("th", Markup.text(c.name)).with("scope", "col"))
            .toList();
    List<Markup> body = rows.stream().<Markup>map(this::row).toList();
    Element table =
        element(
            "table",
            element("caption", caption),
            element("thead", element("tr", head)),
            element("tbody", body));
    return element("div", table).with("class", "scroll");
  }

  private Element row(List<Markup> cells) {
    List<Markup> row = new ArrayList<>();
    row.add(columns.getFirst().cell("th", cells.getFirst()).with("scope", "row"));
    IntStream.range(1, cells.size()).forEach(i -> row.add(columns.get(i).cell("td", cells.get(i))));
    return element("tr", row);
  }
}
