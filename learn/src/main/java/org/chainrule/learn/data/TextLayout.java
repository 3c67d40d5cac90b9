package org.chainrule.learn.data;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.chainrule.learn.data.DelimitedText.Header;

/**
 * What the columns of a delimited file are.
 *
 * @param header what line 1 holds, never {@link Header#AUTO}
 * @param columns how many cells a row has
 * @param features the features' columns, counted from 0
 * @param label the label's column, if there is one
 * @param numbers the columns of the numbers that a model should tell, if those are there
 * @param sequence the column that tells sequences apart, if there is one
 * @param names the names of all columns, or empty
 * @param declaredRows how many rows line 1 announces
 * @param declaredClasses the classes that line 1 announces, or empty
 */
record TextLayout(
    Header header,
    int columns,
    List<Integer> features,
    OptionalInt label,
    List<Integer> numbers,
    OptionalInt sequence,
    List<String> names,
    OptionalInt declaredRows,
    List<String> declaredClasses) {

  /** What is to be read from a file. */
  enum Content {
    EXAMPLES,
    FEATURES,
    LABELS
  }

  /** The names of the features' columns, or empty. */
  List<String> featureNames() {
    return names.isEmpty() ? List.of() : features.stream().map(names::get).toList();
  }

  /** Finds the layout from the first two rows. */
  static TextLayout of(
      String file, DelimitedText format, Content content, TextRow first, Optional<TextRow> second) {
    Header header = header(format, content, first, second);
    if (header == Header.COUNTS) {
      return counts(file, format, content, first, second);
    }
    int columns = first.columns();
    boolean toldNumbers = !format.numbers().isEmpty();
    if (content == Content.LABELS && columns != 1 && !toldNumbers) {
      throw wrong(file, first, columns + " columns, but labels stand alone, one a line");
    }
    if (content == Content.EXAMPLES && columns == 1) {
      throw wrong(
          file,
          first,
          "one column, but features and a label are expected, with comma, tab or semicolon between"
              + " them");
    }
    List<String> names = header == Header.NAMES ? names(file, first) : List.of();
    List<Integer> targets = new ArrayList<>();
    if (content == Content.LABELS) {
      IntStream.range(0, columns).forEach(targets::add);
    } else if (content == Content.EXAMPLES) {
      for (LabelColumn target : format.targets()) {
        targets.add(column(file, "label column", target, names, first));
      }
      if (new HashSet<>(targets).size() < targets.size()) {
        throw wrong(file, first, "a label column is named twice in " + format.targets());
      }
    }
    OptionalInt sequence = OptionalInt.empty();
    Set<Integer> features = new TreeSet<>(IntStream.range(0, columns).boxed().toList());
    if (content != Content.LABELS) {
      if (format.sequence().isPresent()) {
        sequence = OptionalInt.of(column(file, "column", format.sequence().get(), names, first));
        features.remove(sequence.getAsInt());
      }
      for (LabelColumn ignored : format.ignored()) {
        features.remove(column(file, "column", ignored, names, first));
      }
    }
    targets.forEach(features::remove);
    if (content != Content.LABELS && features.isEmpty()) {
      throw wrong(file, first, "of " + columns + " columns, none is left for features");
    }
    return new TextLayout(
        header,
        columns,
        List.copyOf(features),
        toldNumbers || targets.isEmpty() ? OptionalInt.empty() : OptionalInt.of(targets.getFirst()),
        toldNumbers ? targets : List.of(),
        sequence,
        names,
        OptionalInt.empty(),
        List.of());
  }

  private static Header header(
      DelimitedText format, Content content, TextRow first, Optional<TextRow> second) {
    if (format.header() != Header.AUTO) {
      return format.header();
    }
    if (content == Content.LABELS) {
      boolean named = isWord(first, 0) && second.isPresent() && second.get().isNumber(0);
      return named ? Header.NAMES : Header.NONE;
    }
    if (second.isPresent() && declares(first, second.get())) {
      return Header.COUNTS;
    }
    Set<Integer> skipped = new HashSet<>();
    List<LabelColumn> others = new ArrayList<>(format.ignored());
    if (content == Content.EXAMPLES) {
      others.addAll(format.targets());
    }
    format.sequence().ifPresent(others::add);
    for (LabelColumn column : others) {
      switch (column) {
        case LabelColumn.Name _ -> {
          return Header.NAMES;
        }
        case LabelColumn.Position position ->
            position.index(first.columns()).ifPresent(skipped::add);
      }
    }
    int[] features =
        IntStream.range(0, first.columns()).filter(i -> !skipped.contains(i)).toArray();
    boolean words =
        IntStream.of(features).anyMatch(i -> isWord(first, i))
            && IntStream.of(features).allMatch(i -> isWord(first, i) || first.cell(i).isEmpty());
    return words ? Header.NAMES : Header.NONE;
  }

  private static boolean isWord(TextRow row, int column) {
    String cell = row.cell(column);
    return !cell.isEmpty() && !row.isNumber(column) && !DecimalText.isNotFinite(cell);
  }

  /**
   * Whether line 1 holds the number of rows, the number of features and two or more classes. With
   * one, a row of two numbers and a label would be taken for it.
   */
  private static boolean declares(TextRow first, TextRow second) {
    return first.columns() >= 4
        && first.cell(0).matches("\\d{1,9}")
        && first.cell(1).matches("[1-9]\\d{0,8}")
        && IntStream.range(2, first.columns()).allMatch(i -> isWord(first, i))
        && second.columns() == Integer.parseInt(first.cell(1)) + 1;
  }

  private static TextLayout counts(
      String file, DelimitedText format, Content content, TextRow first, Optional<TextRow> second) {
    if (content == Content.LABELS || second.isEmpty() || !declares(first, second.get())) {
      throw wrong(
          file, first, "the number of rows, the number of features and the classes are expected");
    }
    int columns = second.get().columns();
    List<String> classes = first.cells().subList(2, first.columns());
    if (content == Content.EXAMPLES
        && !(format.label() instanceof LabelColumn.Position position
            && position.index(columns).equals(OptionalInt.of(columns - 1)))) {
      throw wrong(
          file, first, "declares classes, so the label is the last column, not " + format.label());
    }
    if (!format.numbers().isEmpty()) {
      throw wrong(file, first, "declares classes, but numbers are expected as labels");
    }
    if (!format.ignored().isEmpty() || format.sequence().isPresent()) {
      throw wrong(file, first, "declares what its columns are, so all of them are read");
    }
    unique(file, first, 2);
    return new TextLayout(
        Header.COUNTS,
        columns,
        IntStream.range(0, columns - 1).boxed().toList(),
        OptionalInt.of(columns - 1),
        List.of(),
        OptionalInt.empty(),
        List.of(),
        OptionalInt.of(Integer.parseInt(first.cell(0))),
        classes);
  }

  private static List<String> names(String file, TextRow header) {
    unique(file, header, 0);
    List<String> names = header.cells();
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).isEmpty()) {
        names.set(i, "column " + (i + 1));
      }
    }
    return names;
  }

  private static void unique(String file, TextRow row, int from) {
    Map<String, Integer> seen = new HashMap<>();
    for (int i = from; i < row.columns(); i++) {
      String name = row.cell(i);
      Integer other = name.isEmpty() ? null : seen.put(name, i);
      if (other != null) {
        throw wrong(
            file,
            row,
            "columns "
                + (other + 1)
                + " and "
                + (i + 1)
                + " are both named "
                + DataException.quote(name));
      }
    }
  }

  private static int column(
      String file, String role, LabelColumn wanted, List<String> names, TextRow first) {
    return switch (wanted) {
      case LabelColumn.Position position ->
          position
              .index(first.columns())
              .orElseThrow(
                  () ->
                      wrong(
                          file,
                          first,
                          first.columns() + " columns, so there is no " + role + " " + position));
      case LabelColumn.Name(String name) -> {
        if (names.isEmpty()) {
          throw wrong(file, first, "not a header, so no column is named " + name);
        }
        if (!names.contains(name)) {
          throw wrong(
              file,
              first,
              "no column is named "
                  + DataException.quote(name)
                  + " among "
                  + String.join(", ", names));
        }
        yield names.indexOf(name);
      }
    };
  }

  private static DataException wrong(String file, TextRow row, String what) {
    return new DataException(file + ", line " + row.line() + ": " + what);
  }
}
