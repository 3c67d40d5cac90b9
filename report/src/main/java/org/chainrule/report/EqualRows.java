package org.chainrule.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.drawing.Wording;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.Model;

/**
 * A matrix with its equal rows together.
 *
 * @param groups the rows, each once, in the order in which they first stand
 */
public record EqualRows(List<Group> groups) {
  /** How many groups and columns are shown. */
  private static final int SHOWN = 6;

  /**
   * Rows that are equal.
   *
   * @param rows their numbers, from 1
   * @param values what stands in each of them
   */
  public record Group(List<Integer> rows, List<Double> values) {
    public Group {
      rows = List.copyOf(rows);
      values = List.copyOf(values);
    }

    private String name() {
      String first = Integer.toString(rows.getFirst());
      boolean run = rows.getLast() - rows.getFirst() == rows.size() - 1;
      return rows.size() == 1
          ? first
          : run
              ? first + "–" + rows.getLast()
              : rows.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
  }

  public EqualRows {
    groups = List.copyOf(groups);
  }

  /** Of a list of rows. */
  static EqualRows of(List<List<Double>> rows) {
    Map<List<Double>, List<Integer>> found = new LinkedHashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      found.computeIfAbsent(rows.get(i), k -> new ArrayList<>()).add(i + 1);
    }
    return new EqualRows(
        found.entrySet().stream().map(e -> new Group(e.getValue(), e.getKey())).toList());
  }

  /**
   * The weights into the units of the first dense layer, a row a unit; none if no other follows.
   */
  static Optional<EqualRows> into(Model model) {
    return matrix(model, 0)
        .map(w -> rows(w, w.shape().size(1), w.shape().size(0), 1, w.shape().size(1)));
  }

  /** The weights out of these units, a row a unit. */
  static Optional<EqualRows> outOf(Model model) {
    return matrix(model, 1)
        .map(w -> rows(w, w.shape().size(0), w.shape().size(1), w.shape().size(1), 1));
  }

  private static EqualRows rows(Tensor matrix, int rows, int columns, int down, int across) {
    return of(
        IntStream.range(0, rows)
            .mapToObj(
                row ->
                    IntStream.range(0, columns)
                        .mapToObj(i -> matrix.at(row * down + i * across) + 0.0) // no −0
                        .toList())
            .toList());
  }

  private static Optional<Tensor> matrix(Model model, int place) {
    List<Network.Stage> dense =
        model.network().stages().stream().filter(s -> s.layer() instanceof Dense).toList();
    return dense.size() < 2
        ? Optional.empty()
        : Optional.of(model.value(dense.get(place).name() + ".weight"));
  }

  /** How many rows there are. */
  public int rows() {
    return groups.stream().mapToInt(group -> group.rows.size()).sum();
  }

  /** How many of them differ from each other. */
  public int distinct() {
    return groups.size();
  }

  /** What is equal. */
  String words() {
    return distinct() == 1 && rows() > 1
        ? "all " + rows() + " rows are equal"
        : distinct() == rows()
            ? "no two of " + rows() + " rows are equal"
            : "only " + distinct() + " of " + rows() + " rows differ";
  }

  /**
   * Its first rows, equal ones once, at the columns with the largest numbers; above them the
   * columns' numbers from 1.
   */
  public List<List<String>> cells() {
    List<Group> shown = groups.subList(0, Math.min(SHOWN, groups.size()));
    int width = shown.getFirst().values.size();
    List<Integer> columns =
        IntStream.range(0, width)
            .boxed()
            .sorted(
                Comparator.comparingDouble(
                    c ->
                        -shown.stream()
                            .mapToDouble(g -> Math.abs(g.values.get(c)))
                            .max()
                            .orElse(0)))
            .limit(SHOWN)
            .sorted()
            .toList();
    List<List<String>> cells = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("row"));
    columns.forEach(c -> head.add("column " + (c + 1)));
    cells.add(head);
    for (Group group : shown) {
      List<String> row = new ArrayList<>(List.of(group.name()));
      columns.forEach(c -> row.add(Wording.number(group.values.get(c))));
      cells.add(row);
    }
    return cells;
  }

  /** What {@link #cells()} leaves out. */
  public String rest() {
    int left = groups.size() - SHOWN;
    return left > 0 ? "; " + Wording.count(left) + " more rows are not shown" : "";
  }
}
