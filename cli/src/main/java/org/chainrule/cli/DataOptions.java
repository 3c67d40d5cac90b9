package org.chainrule.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.DelimitedText;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Idx;
import org.chainrule.learn.data.LabelColumn;
import org.chainrule.learn.data.LabelledLines;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** How tables are to be read. */
public final class DataOptions {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,6})-(\\d{1,6})");

  /** Whether line 1 of a table holds the names of its columns. */
  enum Header {
    AUTO,
    YES,
    NO
  }

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "Column of the label: first, last, a number from 1 (or from -1, backwards), or a name in"
              + " the header (default: last).")
  private Optional<LabelColumn> label;

  @Option(
      names = "--header",
      paramLabel = "WHEN",
      defaultValue = "auto",
      completionCandidates = Headers.class,
      description =
          "Whether line 1 names the columns: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Header header;

  @Option(
      names = "--delimiter",
      paramLabel = "NAME",
      defaultValue = "auto",
      completionCandidates = Delimiters.class,
      description =
          "What stands between columns: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private DelimitedText.Delimiter delimiter;

  @Option(
      names = "--ignore",
      paramLabel = "COLUMNS",
      split = ",",
      description =
          "Columns to leave out, as for --label, or from-to by number: --ignore 1,3-6 or"
              + " --ignore id,name.")
  private List<String> ignored = List.of();

  private Optional<LabelColumn> sequence = Optional.empty();

  /** Takes rows as steps of sequences, which a column tells apart. */
  void setSequence(Optional<LabelColumn> column) {
    sequence = column;
  }

  /**
   * Reads examples and labels.
   *
   * @param classes those that a label must belong to; if empty, those that occur
   * @throws DataException if that can't be done; it says why
   */
  public Dataset read(DataLocation location, List<String> classes) {
    requireTable(location);
    return switch (location) {
      case DataLocation.BuiltIn builtIn -> builtIn(builtIn, classes);
      case DataLocation.Text text -> {
        DelimitedText format = format(classes);
        yield text.labels()
            .map(labels -> format.read(text.file(), labels))
            .orElseGet(() -> format.read(text.file()));
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
   * Reads examples; a label is expected, and ignored, only where its column was named.
   *
   * @throws DataException if that can't be done; it says why
   */
  public Features readFeatures(DataLocation location) {
    requireTable(location);
    return switch (location) {
      case DataLocation.BuiltIn builtIn -> builtIn.set().load().features();
      case DataLocation.Text text ->
          label.isPresent()
              ? format(List.of()).read(text.file()).features()
              : format(List.of()).readFeatures(text.file());
      case DataLocation.IdxFiles idx -> Idx.readFeatures(idx.examples());
      case DataLocation.Folder folder -> readFeatures(folder.test());
    };
  }

  /** Columns can be named only where there are some. */
  private void requireTable(DataLocation location) {
    if (!(location instanceof DataLocation.Text) && (sequence.isPresent() || !ignored.isEmpty())) {
      throw new DataException(
          Messages.format(
              "%s: is no table, so it has no columns for %s",
              location, sequence.isPresent() ? "--sequence" : "--ignore"));
    }
  }

  /** Reads texts; a tab and a label after each is expected, and ignored, only if it was named. */
  List<String> readTexts(Path file) {
    return label.isPresent()
        ? LabelledLines.read(file, List.of()).texts()
        : LabelledLines.readTexts(file);
  }

  /** Whether no label's column was named, but a table has this many columns beside one. */
  boolean seemsLabelled(DataLocation location, int width) {
    return label.isEmpty()
        && location instanceof DataLocation.Text text
        && Stream.of(LabelColumn.FIRST, LabelColumn.LAST)
            .anyMatch(column -> hasWidth(format(List.of()).withLabel(column), text.file(), width));
  }

  private static boolean hasWidth(DelimitedText format, Path file, int width) {
    try {
      return format.read(file).width() == width;
    } catch (DataException e) {
      return false;
    }
  }

  /** Reads the name of a column. */
  static LabelColumn labelColumn(String text) {
    try {
      return LabelColumn.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private DelimitedText format(List<String> classes) {
    DelimitedText format =
        new DelimitedText()
            .withDelimiter(delimiter)
            .withHeader(header())
            .withLabel(label.orElse(LabelColumn.LAST))
            .withClasses(classes)
            .without(ignored.stream().flatMap(DataOptions::columns).toList());
    return sequence.map(format::withSequence).orElse(format);
  }

  private static Stream<LabelColumn> columns(String text) {
    Matcher range = RANGE.matcher(text);
    if (!range.matches()) {
      return Stream.of(labelColumn(text));
    }
    return IntStream.rangeClosed(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2)))
        .mapToObj(LabelColumn.Position::new);
  }

  private DelimitedText.Header header() {
    return switch (header) {
      case AUTO -> DelimitedText.Header.AUTO;
      case YES -> DelimitedText.Header.NAMES;
      case NO -> DelimitedText.Header.NONE;
    };
  }

  /** For the help text. */
  static final class Headers extends Words.Listed {
    Headers() {
      super(Header.class);
    }
  }

  /** For the help text. */
  static final class Delimiters extends Words.Listed {
    Delimiters() {
      super(DelimitedText.Delimiter.class);
    }
  }
}
