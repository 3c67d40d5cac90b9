package org.chainrule.learn.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A dataset in numbers.
 *
 * @param all the spread of all values together
 * @param columns the spread of each column
 */
public record DatasetSummary(
    String name,
    int count,
    List<Integer> exampleShape,
    List<ClassCount> classes,
    Spread all,
    List<Column> columns) {

  /** A class and how many examples it has. */
  public record ClassCount(String name, int count) {}

  /** A column's name, "column 1" and so on where there is none, and the spread of its values. */
  public record Column(String name, Spread spread) {}

  /** Copies the lists. */
  public DatasetSummary {
    exampleShape = List.copyOf(exampleShape);
    classes = List.copyOf(classes);
    columns = List.copyOf(columns);
  }

  /**
   * Summarises a dataset.
   *
   * @throws IllegalArgumentException if it has no examples
   */
  public static DatasetSummary of(Dataset dataset) {
    List<String> classes = dataset.labels().classes();
    int[] counts = dataset.labels().counts();
    List<String> names = dataset.featureNames();
    List<Spread> spreads = Spread.ofColumns(dataset.features());
    return new DatasetSummary(
        dataset.name(),
        dataset.count(),
        dataset.exampleShape(),
        IntStream.range(0, counts.length)
            .mapToObj(i -> new ClassCount(classes.get(i), counts[i]))
            .toList(),
        Spread.ofAll(spreads),
        IntStream.range(0, spreads.size())
            .mapToObj(
                i ->
                    new Column(
                        names.isEmpty() ? "column " + (i + 1) : names.get(i), spreads.get(i)))
            .toList());
  }

  /** The columns whose values are all equal. */
  public List<Column> constantColumns() {
    return columns.stream().filter(column -> column.spread().isConstant()).toList();
  }
}
