package org.chainrule.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.DelimitedText;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Idx;
import org.chainrule.learn.data.LabelColumn;
import org.chainrule.learn.data.LabelledLines;

/**
 * Reads examples, tables in one way.
 *
 * @param format how tables are read, but for labels
 * @param labels the columns of the label or of numbers, if they were named
 */
public record TableReader(DelimitedText format, List<LabelColumn> labels) {
  public TableReader {
    labels = List.copyOf(labels);
  }

  /** The same with rows as steps of sequences, which a column tells apart. */
  TableReader withSequence(Optional<LabelColumn> column) {
    return new TableReader(column.map(format::withSequence).orElse(format), labels);
  }

  /** The same for numbers instead of a label: in the columns named, or the last few. */
  public TableReader withNumbers(int count) {
    List<LabelColumn> columns = labels;
    if (labels.isEmpty()) {
      columns =
          IntStream.rangeClosed(1, count)
              .mapToObj(i -> (LabelColumn) new LabelColumn.Position(i - count - 1))
              .toList();
    }
    return new TableReader(format.withNumbers(columns), labels);
  }

  /**
   * Reads examples and labels, or numbers.
   *
   * @param classes those that a label must belong to; if empty, those that occur
   * @throws DataException if that can't be done; it says why
   */
  public Dataset read(DataLocation location, List<String> classes) {
    requireTable(location);
    return switch (location) {
      case DataLocation.BuiltIn builtIn -> builtIn(builtIn, classes);
      case DataLocation.Text text -> {
        DelimitedText labelled = labelled().withClasses(classes);
        yield text.labels()
            .map(file -> labelled.read(text.file(), file))
            .orElseGet(() -> labelled.read(text.file()));
      }
      case DataLocation.IdxFiles idx ->
          Idx.read(
              idx.examples(),
              idx.labels()
                  .orElseThrow(
                      () ->
                          new DataException(
                              idx
                                  + ": holds examples; name the file of their labels with"
                                  + " --labels")),
              classes);
      case DataLocation.Folder folder -> read(folder.test(), classes);
    };
  }

  private DelimitedText labelled() {
    if (!format.numbers().isEmpty()) {
      return format;
    }
    if (labels.size() > 1) {
      throw new DataException(
          Messages.format(
              "--label names %d columns, but a label is in one; several are for numbers, which need"
                  + " --loss mean_squared_error or another loss for them",
              labels.size()));
    }
    return format.withLabel(labels.isEmpty() ? LabelColumn.LAST : labels.getFirst());
  }

  private static Dataset builtIn(DataLocation.BuiltIn builtIn, List<String> classes) {
    Dataset data = builtIn.set().load();
    if (!classes.isEmpty() && !classes.equals(data.labels().classes())) {
      throw new DataException(
          Messages.format(
              "%s: has the classes %s, but %s are expected",
              builtIn, data.labels().classes(), classes));
    }
    return data;
  }

  /**
   * Reads examples; labels are expected, and ignored, only where their columns were named.
   *
   * @throws DataException if that can't be done; it says why
   */
  public Features readFeatures(DataLocation location) {
    requireTable(location);
    return switch (location) {
      case DataLocation.BuiltIn builtIn -> builtIn.set().load().features();
      case DataLocation.Text text ->
          switch (labels.size()) {
            case 0 -> format.readFeatures(text.file());
            case 1 -> format.withLabel(labels.getFirst()).read(text.file()).features();
            default -> withoutLabels().readFeatures(text.file());
          };
      case DataLocation.IdxFiles idx -> Idx.readFeatures(idx.examples());
      case DataLocation.Folder folder -> readFeatures(folder.test());
    };
  }

  /**
   * Reads examples as wide as others, whose labels, if they have any, are left out.
   *
   * @throws DataException if that can't be done; it says why
   */
  public Features readUnlabelled(DataLocation location, Dataset others) {
    try {
      return new TableReader(format, List.of()).readFeatures(location, others);
    } catch (DataException e) {
      if (labels.isEmpty()) {
        throw e;
      }
      try {
        return readFeatures(location, others);
      } catch (DataException labelled) {
        throw e;
      }
    }
  }

  private Features readFeatures(DataLocation location, Dataset others) {
    Features features = readFeatures(location);
    if (features.width() != others.width()) {
      throw new DataException(
          Messages.format(
              "%s: %s an example, but %s has %d",
              location,
              Messages.count(features.width(), "feature"),
              others.name(),
              others.width()));
    }
    return features;
  }

  private DelimitedText withoutLabels() {
    List<LabelColumn> left = new ArrayList<>(format.ignored());
    left.addAll(labels);
    return format.without(left);
  }

  /** Columns can be named only where there are some, and numbers be told. */
  private void requireTable(DataLocation location) {
    if (location instanceof DataLocation.Text) {
      return;
    }
    if (format.sequence().isPresent() || !format.ignored().isEmpty()) {
      throw new DataException(
          Messages.format(
              "%s: is no table, so it has no columns for %s",
              location, format.sequence().isPresent() ? "--sequence" : "--ignore"));
    }
    if (!format.numbers().isEmpty()) {
      throw new DataException(
          location + ": has classes, but numbers are to be told; they are read from tables");
    }
  }

  /** Reads texts; a tab and a label after each is expected, and ignored, only if it was named. */
  List<String> readTexts(Path file) {
    return labels.isEmpty()
        ? LabelledLines.readTexts(file)
        : LabelledLines.read(file, List.of()).texts();
  }

  /** Whether no label's column was named, but a table has this many columns beside one. */
  boolean seemsLabelled(DataLocation location, int width) {
    return labels.isEmpty()
        && location instanceof DataLocation.Text text
        && Stream.of(LabelColumn.FIRST, LabelColumn.LAST)
            .anyMatch(column -> hasWidth(format.withLabel(column), text.file(), width));
  }

  private static boolean hasWidth(DelimitedText format, Path file, int width) {
    try {
      return format.read(file).width() == width;
    } catch (DataException e) {
      return false;
    }
  }
}
