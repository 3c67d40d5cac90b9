package org.chainrule.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.learn.data.DelimitedText;
import org.chainrule.learn.data.LabelColumn;
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
      split = ",",
      description =
          "Column of the label: first, last, a number from 1 (or from -1, backwards), or a name in"
              + " the header (default: last). Of numbers, several with commas between.")
  private List<LabelColumn> labels = List.of();

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

  /** What reads tables in this way. */
  public TableReader reader() {
    DelimitedText format =
        new DelimitedText()
            .withDelimiter(delimiter)
            .withHeader(header())
            .without(ignored.stream().flatMap(DataOptions::columns).toList());
    return new TableReader(format, labels);
  }

  /** Reads the name of a column. */
  static LabelColumn labelColumn(String text) {
    try {
      return LabelColumn.parse(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
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
