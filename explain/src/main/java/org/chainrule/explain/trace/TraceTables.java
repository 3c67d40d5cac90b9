package org.chainrule.explain.trace;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.chainrule.explain.writing.ValueText;
import org.chainrule.graph.Tensor;

/**
 * A trace as tables: what is given, the steps of recurrences with one row an index, the other
 * quantities, the derivatives, the updates.
 */
public final class TraceTables {
  private static final Pattern INDEXED = Pattern.compile("(.+)_(\\d+)");

  private TraceTables() {}

  /**
   * A table.
   *
   * @param title what it shows
   * @param texts how many of the first columns are text; the others are numbers
   * @param rows cells, equally many in every row, the first row being the header
   */
  public record Table(String title, int texts, List<List<String>> rows) {}

  /** The tables of a trace; empty ones are left out. */
  public static List<Table> of(Trace trace) {
    Map<String, Map<Integer, Tensor>> families = families(trace);
    List<Table> tables = new ArrayList<>();
    add(tables, "Given", 1, List.of("variable", "value"), entries(trace.given()));
    if (!families.isEmpty()) {
      tables.add(new Table("Step by step", 1, byIndex(families)));
    }
    List<List<String>> single = new ArrayList<>();
    for (Trace.Step step : trace.steps()) {
      if (!families.containsKey(base(step.name()))) {
        single.add(List.of(step.name(), step.formula(), written(step)));
      }
    }
    add(tables, "Forward", 2, List.of("quantity", "formula", "value"), single);
    String objective = trace.partials().isEmpty() ? "" : trace.partials().getFirst().name();
    add(
        tables,
        "Backward",
        1,
        List.of("by", "derivative of " + objective),
        entries(trace.partials()));
    List<List<String>> updates =
        trace.updates().stream()
            .map(
                u ->
                    List.of(
                        u.name(),
                        ValueText.exact(u.before()),
                        ValueText.exact(u.slope()),
                        ValueText.exact(u.after())))
            .toList();
    add(tables, "Update", 1, List.of("variable", "before", "gradient", "after"), updates);
    return tables;
  }

  private static void add(
      List<Table> tables, String title, int texts, List<String> header, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      List<List<String>> all = new ArrayList<>(List.of(header));
      all.addAll(rows);
      tables.add(new Table(title, texts, all));
    }
  }

  private static List<List<String>> entries(List<Trace.Entry> entries) {
    return entries.stream().map(e -> List.of(e.name(), ValueText.exact(e.value()))).toList();
  }

  private static String base(String name) {
    Matcher matcher = INDEXED.matcher(name);
    return matcher.matches() ? matcher.group(1) : "";
  }

  /** The quantities that have two indices or more, by what their names have in common. */
  private static Map<String, Map<Integer, Tensor>> families(Trace trace) {
    Map<String, Map<Integer, Tensor>> families = new LinkedHashMap<>();
    for (Trace.Step step : trace.steps()) {
      Matcher matcher = INDEXED.matcher(step.name());
      if (matcher.matches() && matcher.group(2).length() < 9) {
        families
            .computeIfAbsent(matcher.group(1), b -> new LinkedHashMap<>())
            .put(Integer.parseInt(matcher.group(2)), step.value());
      }
    }
    families.values().removeIf(members -> members.size() < 2);
    return families;
  }

  private static List<List<String>> byIndex(Map<String, Map<Integer, Tensor>> families) {
    Set<Integer> indices = new LinkedHashSet<>();
    families.values().forEach(members -> indices.addAll(members.keySet()));
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of("index"));
    header.addAll(families.keySet());
    rows.add(header);
    for (int index : indices.stream().sorted().toList()) {
      List<String> row = new ArrayList<>(List.of(Integer.toString(index)));
      families
          .values()
          .forEach(
              members -> {
                Tensor value = members.get(index);
                row.add(value == null ? "" : ValueText.exact(value));
              });
      rows.add(row);
    }
    return rows;
  }

  private static String written(Trace.Step step) {
    return step.exact().equals(step.value())
        ? ValueText.exact(step.value())
        : ValueText.exact(step.value()) + " (from " + ValueText.exact(step.exact()) + ")";
  }
}
