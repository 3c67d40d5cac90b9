package org.chainrule.explain.trace;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.chainrule.graph.Tensor;

/**
 * A trace as tables: what is given, the steps of recurrences with one row an index, the other
 * quantities, the derivatives, the updates.
 */
public final class TraceTables {
  private static final Pattern INDEXED = Pattern.compile("(.+)_(\\d+)");
  private static final MathContext DIGITS = new MathContext(10);
  private static final int MOST_ELEMENTS = 36;

  private TraceTables() {}

  /**
   * A table.
   *
   * @param title what it shows
   * @param rows cells, equally many in every row, the first row being the header
   */
  public record Table(String title, List<List<String>> rows) {}

  /** The tables of a trace; empty ones are left out. */
  public static List<Table> of(Trace trace) {
    Map<String, Map<Integer, Tensor>> families = families(trace);
    List<Table> tables = new ArrayList<>();
    add(tables, "Given", List.of("variable", "value"), entries(trace.given()));
    if (!families.isEmpty()) {
      tables.add(new Table("Step by step", byIndex(families)));
    }
    List<List<String>> single = new ArrayList<>();
    for (Trace.Step step : trace.steps()) {
      if (!families.containsKey(base(step.name()))) {
        single.add(List.of(step.name(), step.formula(), written(step)));
      }
    }
    add(tables, "Forward", List.of("quantity", "formula", "value"), single);
    String objective = trace.partials().isEmpty() ? "" : trace.partials().getFirst().name();
    add(tables, "Backward", List.of("by", "derivative of " + objective), entries(trace.partials()));
    List<List<String>> updates =
        trace.updates().stream()
            .map(
                u -> List.of(u.name(), written(u.before()), written(u.slope()), written(u.after())))
            .toList();
    add(tables, "Update", List.of("variable", "before", "gradient", "after"), updates);
    return tables;
  }

  private static void add(
      List<Table> tables, String title, List<String> header, List<List<String>> rows) {
    if (!rows.isEmpty()) {
      List<List<String>> all = new ArrayList<>(List.of(header));
      all.addAll(rows);
      tables.add(new Table(title, all));
    }
  }

  private static List<List<String>> entries(List<Trace.Entry> entries) {
    return entries.stream().map(e -> List.of(e.name(), written(e.value()))).toList();
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
                row.add(value == null ? "" : written(value));
              });
      rows.add(row);
    }
    return rows;
  }

  private static String written(Trace.Step step) {
    return step.exact().equals(step.value())
        ? written(step.value())
        : written(step.value()) + " (from " + written(step.exact()) + ")";
  }

  /** A value with ten significant digits. */
  public static String written(Tensor value) {
    if (value.shape().rank() == 0) {
      return written(value.item());
    }
    if (value.shape().elements() > MOST_ELEMENTS || value.shape().rank() > 2) {
      return value.shape() + " numbers";
    }
    int columns = value.shape().size(-1);
    return IntStream.range(0, value.shape().elements())
        .mapToObj(
            i ->
                written(value.at(i))
                    + (i == value.shape().elements() - 1
                        ? ""
                        : (i + 1) % columns == 0 ? "; " : ", "))
        .collect(Collectors.joining("", "[", "]"));
  }

  private static String written(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value).replace("Infinity", "∞").replace("-", "−");
    }
    BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= 1e-5 && size < 1e10);
    String text = plain ? rounded.toPlainString() : rounded.toString();
    return text.replace('-', '−');
  }
}
