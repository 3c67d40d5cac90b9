package org.chainrule.learn.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.chainrule.learn.data.TextLayout.Content;

/**
 * Delimited text (CSV, TSV): how to read it into a {@link Dataset}.
 *
 * <p>One row an example; UTF-8, gzip or not; cells may be quoted (RFC 4180) and have blanks around
 * them. Numbers are decimal and finite. A row with more or fewer cells than the first, a missing
 * value, a word where a number belongs or an empty line between rows is an error, told with file,
 * line and column; nothing is skipped.
 *
 * @param delimiter what stands between two cells
 * @param header what line 1 holds
 * @param label where the label stands
 * @param numbers where the numbers stand that a model should tell, instead of a label; if empty,
 *     there is a label
 * @param classes the classes that a label must belong to, in order; if empty, those that occur, in
 *     numerical order if all are numbers, else in the order of their names
 * @param ignored columns that are left out, whatever they hold
 * @param sequence a column whose value is the same in all rows of a sequence and another in the
 *     next: each row is then a step with its label, and examples are {@link Features.Sequences} of
 *     shape [steps, features]; the column itself is left out
 */
public record DelimitedText(
    Delimiter delimiter,
    Header header,
    LabelColumn label,
    List<LabelColumn> numbers,
    List<String> classes,
    List<LabelColumn> ignored,
    Optional<LabelColumn> sequence) {

  /** What stands between two cells. */
  public enum Delimiter {
    /** The first of tab, semicolon and comma that line 1 has outside quotation marks. */
    AUTO,
    COMMA,
    TAB,
    SEMICOLON
  }

  /** What line 1 holds. */
  public enum Header {
    /**
     * The form of {@link #COUNTS} if line 1 has it and fits line 2. Else names, if no feature in it
     * is a number, or, where labels are all there is, if line 1 is a word and line 2 a number. Else
     * a row.
     */
    AUTO,
    /** The names of the columns. */
    NAMES,
    /** A row like the others. */
    NONE,
    /**
     * The number of rows, the number of features and the names of the classes. The label stands
     * last and numbers the classes from 0.
     */
    COUNTS
  }

  /** Any delimiter, any header, the label last, any classes. */
  public DelimitedText() {
    this(
        Delimiter.AUTO,
        Header.AUTO,
        LabelColumn.LAST,
        List.of(),
        List.of(),
        List.of(),
        Optional.empty());
  }

  /** Copies the lists. */
  public DelimitedText {
    numbers = List.copyOf(numbers);
    classes = List.copyOf(classes);
    ignored = List.copyOf(ignored);
  }

  /** The same with another delimiter. */
  public DelimitedText withDelimiter(Delimiter newDelimiter) {
    return new DelimitedText(newDelimiter, header, label, numbers, classes, ignored, sequence);
  }

  /** The same with another header. */
  public DelimitedText withHeader(Header newHeader) {
    return new DelimitedText(delimiter, newHeader, label, numbers, classes, ignored, sequence);
  }

  /** The same with the label elsewhere. */
  public DelimitedText withLabel(LabelColumn newLabel) {
    return new DelimitedText(delimiter, header, newLabel, numbers, classes, ignored, sequence);
  }

  /** The same with numbers in these columns instead of a label. */
  public DelimitedText withNumbers(List<LabelColumn> columns) {
    return new DelimitedText(delimiter, header, label, columns, classes, ignored, sequence);
  }

  /** The columns of the label or of the numbers. */
  List<LabelColumn> targets() {
    return numbers.isEmpty() ? List.of(label) : numbers;
  }

  /** The same with classes known beforehand. */
  public DelimitedText withClasses(List<String> newClasses) {
    return new DelimitedText(delimiter, header, label, numbers, newClasses, ignored, sequence);
  }

  /** The same without some columns. */
  public DelimitedText without(List<LabelColumn> columns) {
    return new DelimitedText(delimiter, header, label, numbers, classes, columns, sequence);
  }

  /** The same with rows as steps of sequences, which this column tells apart. */
  public DelimitedText withSequence(LabelColumn column) {
    return new DelimitedText(
        delimiter, header, label, numbers, classes, ignored, Optional.of(column));
  }

  /**
   * Reads examples and labels from one file.
   *
   * @throws DataException if the file cannot be read or is not such a file
   */
  public Dataset read(Path file) {
    return read(Source.of(file));
  }

  Dataset read(Source source) {
    TextTable table = TextTable.read(source, this, Content.EXAMPLES);
    return dataset(source, table, table.targets(classes));
  }

  /**
   * Reads examples from one file and their labels, one a line, from another, or all of its columns
   * if those are numbers.
   *
   * @throws DataException if a file cannot be read, is not such a file, or one has more rows
   */
  public Dataset read(Path features, Path labels) {
    Source source = Source.of(features);
    TextTable table = TextTable.read(source, this, Content.FEATURES);
    Targets read = TextTable.read(Source.of(labels), this, Content.LABELS).targets(classes);
    if (read.count() != table.count()) {
      throw new DataException(
          labels
              + ": "
              + read.count()
              + " labels, but "
              + features
              + " has "
              + table.count()
              + " rows");
    }
    return dataset(source, table, read);
  }

  /**
   * Reads examples from a file without labels.
   *
   * @throws DataException if the file cannot be read or is not such a file
   */
  public Features readFeatures(Path file) {
    return readFeatures(Source.of(file));
  }

  Features readFeatures(Source source) {
    return TextTable.read(source, this, Content.FEATURES).features();
  }

  private static Dataset dataset(Source source, TextTable table, Targets targets) {
    Features features = table.features();
    return features instanceof Features.Sequences sequences
        ? new Dataset(
            source.title(),
            List.of(sequences.length(), sequences.steps().width()),
            sequences,
            targets)
        : new Dataset(
            source.title(), List.of(features.width()), table.featureNames(), features, targets);
  }
}
