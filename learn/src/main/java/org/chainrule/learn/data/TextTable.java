package org.chainrule.learn.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.chainrule.learn.data.DelimitedText.Delimiter;
import org.chainrule.learn.data.DelimitedText.Header;
import org.chainrule.learn.data.TextLayout.Content;

/** The numbers and the labels of one delimited file. */
final class TextTable {
  /** How many characters of line 1 the delimiter is looked for in. */
  private static final int PEEK = 1 << 15;

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String file;
  private final TextLayout layout;
  private final TextRow first;
  private final LabelCollector labels;
  private final DoubleStream.Builder numbers = DoubleStream.builder();
  private double[] values = new double[1024];
  private final IntStream.Builder begins = IntStream.builder();
  private String sequence = "";
  private int length;
  private int count;

  private TextTable(String file, TextLayout layout, TextRow first) {
    this.file = file;
    this.layout = layout;
    this.first = first;
    labels = new LabelCollector(file, layout.label().orElse(-1));
  }

  static TextTable read(Source source, DelimitedText format, Content content) {
    try (BufferedReader reader = source.reader()) {
      char separator = separator(reader, format.delimiter());
      CsvReader<TextRow> parser =
          CsvReader.builder()
              .fieldSeparator(separator)
              .skipEmptyLines(false)
              .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
              .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
              .allowUnclosedQuote(false)
              .build(new TextRow.Handler(), reader);
      return read(source.name(), format, content, new Rows(source.name(), parser.iterator()));
    } catch (IOException e) {
      throw source.failure(e);
    } catch (UncheckedIOException e) {
      throw source.failure(Objects.requireNonNull(e.getCause()));
    } catch (CsvParseException e) {
      throw new DataException(source.name() + ": " + e.getMessage(), e);
    }
  }

  private static TextTable read(String file, DelimitedText format, Content content, Rows rows) {
    TextRow first = rows.next().orElseThrow(() -> new DataException(file + ": the file is empty"));
    Optional<TextRow> second = rows.next();
    TextLayout layout = TextLayout.of(file, format, content, first, second);
    TextTable table = new TextTable(file, layout, first);
    if (layout.header() == Header.NONE) {
      table.add(first);
    }
    for (Optional<TextRow> row = second; row.isPresent(); row = rows.next()) {
      table.add(row.get());
    }
    if (table.count == 0) {
      throw new DataException(file + ": line 1 is a header and no row follows");
    }
    layout
        .declaredRows()
        .ifPresent(
            declared -> {
              if (declared != table.count) {
                throw new DataException(
                    file
                        + ", line 1: declares "
                        + declared
                        + " rows, but there are "
                        + table.count);
              }
            });
    return table;
  }

  /** Skips a byte-order mark and finds the delimiter. */
  private static char separator(BufferedReader reader, Delimiter delimiter) throws IOException {
    reader.mark(1);
    if (reader.read() != BYTE_ORDER_MARK) {
      reader.reset();
    }
    return switch (delimiter) {
      case COMMA -> ',';
      case TAB -> '\t';
      case SEMICOLON -> ';';
      case AUTO -> {
        String line = unquotedLine(reader);
        yield line.indexOf('\t') >= 0 ? '\t' : line.indexOf(';') >= 0 ? ';' : ',';
      }
    };
  }

  /** The characters of line 1 that stand outside quotation marks; the reader stays where it is. */
  private static String unquotedLine(BufferedReader reader) throws IOException {
    StringBuilder line = new StringBuilder();
    boolean quoted = false;
    reader.mark(PEEK);
    for (int i = 0; i < PEEK; i++) {
      int c = reader.read();
      if (c < 0 || (!quoted && (c == '\n' || c == '\r'))) {
        break;
      }
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        line.append((char) c);
      }
    }
    reader.reset();
    return line.toString();
  }

  private void add(TextRow row) {
    if (row.columns() != layout.columns()) {
      throw new DataException(
          file
              + ", line "
              + row.line()
              + ": "
              + row.columns()
              + " columns, but "
              + layout.columns()
              + " are expected, as in line "
              + first.line()
              + ", which begins with "
              + DataException.quote(first.cell(0)));
    }
    reserve(row);
    int label = layout.label().orElse(-1);
    int sequenceColumn = layout.sequence().orElse(-1);
    int feature = 0;
    for (int column = 0; column < layout.columns(); column++) {
      if (column == label) {
        labels.add(row.cell(column), row.line());
      } else if (column == sequenceColumn) {
        begin(row, column);
      } else if (feature < layout.features().size() && layout.features().get(feature) == column) {
        values[length++] = finite(row, column);
        feature++;
      }
    }
    for (int column : layout.numbers()) {
      numbers.add(finite(row, column));
    }
    count++;
  }

  private double finite(TextRow row, int column) {
    double value = row.number(column);
    if (!Double.isFinite(value)) {
      throw notNumber(row, column);
    }
    return value;
  }

  /** A sequence begins where its name is another than in the row before. */
  private void begin(TextRow row, int column) {
    String name = row.cell(column);
    if (name.isEmpty()) {
      throw notNumber(row, column);
    }
    if (!name.equals(sequence)) {
      begins.add(count);
      sequence = name;
    }
  }

  private void reserve(TextRow row) {
    long needed = (long) length + layout.features().size();
    if (needed > Integer.MAX_VALUE - 8) {
      throw new DataException(
          file
              + ", line "
              + row.line()
              + ": more than "
              + (Integer.MAX_VALUE - 8)
              + " numbers in one file");
    }
    if (needed > values.length) {
      long doubled = Math.min(2L * values.length, Integer.MAX_VALUE - 8);
      values = Arrays.copyOf(values, (int) Math.max(needed, doubled));
    }
  }

  private DataException notNumber(TextRow row, int column) {
    String cell = row.cell(column);
    String what;
    if (cell.isEmpty()) {
      what = "a value is missing";
    } else if (DecimalText.isNotFinite(cell)) {
      what = DataException.quote(cell) + " is not a finite number";
    } else if (row.isNumber(column)) {
      what = DataException.quote(cell) + " is too large for float64";
    } else {
      what = DataException.quote(cell) + " is not a number";
    }
    return new DataException(
        file
            + ", line "
            + row.line()
            + ", column "
            + (column + 1)
            + columnName(column)
            + ": "
            + what);
  }

  private String columnName(int column) {
    return layout.names().isEmpty() ? "" : " (" + layout.names().get(column) + ")";
  }

  int count() {
    return count;
  }

  List<String> featureNames() {
    return layout.featureNames();
  }

  Features features() {
    Features rows = Features.of(Arrays.copyOf(values, length), layout.features().size());
    if (layout.sequence().isEmpty()) {
      return rows;
    }
    begins.add(count);
    return Features.Sequences.of(rows, begins.build().toArray());
  }

  /** The labels, of these classes unless there are none, or the numbers. */
  Targets targets(List<String> known) {
    if (layout.numbers().isEmpty()) {
      return labels.labels(layout.declaredClasses(), known);
    }
    return new Quantities(
        layout.numbers().stream().map(column -> new Quantity(name(column))).toList(),
        numbers.build().toArray());
  }

  private String name(int column) {
    return layout.names().isEmpty() ? "column " + (column + 1) : layout.names().get(column);
  }

  /** The rows of a file, without the empty lines at its end. */
  private static final class Rows {
    private final String file;
    private final Iterator<TextRow> rows;

    Rows(String file, Iterator<TextRow> rows) {
      this.file = file;
      this.rows = rows;
    }

    Optional<TextRow> next() {
      Optional<TextRow> blank = Optional.empty();
      while (rows.hasNext()) {
        TextRow row = rows.next();
        if (!row.isBlank()) {
          blank.ifPresent(
              empty -> {
                throw new DataException(
                    file + ", line " + empty.line() + ": an empty line, but a row is expected");
              });
          return Optional.of(row);
        }
        if (blank.isEmpty()) {
          blank = Optional.of(row);
        }
      }
      return Optional.empty();
    }
  }
}
