package org.chainrule.learn.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers the label of each row of a file and finds the classes. */
final class LabelCollector {
  private static final double WHOLE_LIMIT = 0x1p53;

  private final String file;
  private final int column;
  private final Map<String, Distinct> distinct = new LinkedHashMap<>();
  private int[] labels = new int[256];
  private int count;

  /** A label as written, with the line where it was first seen. */
  private record Distinct(int number, String text, long line) {
    boolean isNumber() {
      return Double.isFinite(DecimalText.parse(text));
    }
  }

  /**
   * A collector for one column.
   *
   * @param column counted from 0
   */
  LabelCollector(String file, int column) {
    this.file = file;
    this.column = column;
  }

  void add(String text, long line) {
    Distinct label = distinct.get(text);
    if (label == null) {
      if (text.isEmpty()) {
        throw wrong(line, "the label is missing");
      }
      label = new Distinct(distinct.size(), text, line);
      distinct.put(text, label);
    }
    if (count == labels.length) {
      labels = Arrays.copyOf(labels, 2 * count);
    }
    labels[count++] = label.number();
  }

  /**
   * The labels, with the classes known beforehand or else those that occur: in numerical order if
   * all are numbers, else in the order of their names. "3", "3.0" and "03" are the same number.
   *
   * @param declared classes that the labels number 0, 1, …; empty if the labels name their class
   * @param known classes that a label must belong to; empty if any will do
   */
  Labels labels(List<String> declared, List<String> known) {
    List<String> classes = known;
    if (known.isEmpty()) {
      classes = declared.isEmpty() ? classes() : declared;
    }
    int[] classOf = new int[distinct.size()];
    for (Distinct label : distinct.values()) {
      String name = declared.isEmpty() ? label.text() : declared(label, declared);
      int index = classes.indexOf(name);
      if (index < 0) {
        index = classes.indexOf(number(name));
      }
      if (index < 0) {
        throw wrong(
            label.line(), "label " + quote(name) + " is not one of the classes " + join(classes));
      }
      classOf[label.number()] = index;
    }
    int[] indices = new int[count];
    Arrays.setAll(indices, example -> classOf[labels[example]]);
    return new Labels(indices, classes);
  }

  private List<String> classes() {
    boolean words =
        distinct.values().stream()
            .anyMatch(label -> !label.isNumber() && !DecimalText.isNotFinite(label.text()));
    if (words) {
      return Labels.inOrder(distinct.keySet());
    }
    for (Distinct label : distinct.values()) {
      if (!label.isNumber()) {
        throw wrong(label.line(), "label " + quote(label.text()) + " is not a finite number");
      }
    }
    return Labels.inOrder(distinct.keySet().stream().map(LabelCollector::number).toList());
  }

  /** The class that a file which numbers its classes means. */
  private String declared(Distinct label, List<String> declared) {
    double number = DecimalText.parse(label.text());
    if (number >= 0 && number < declared.size() && number == Math.rint(number)) {
      return declared.get((int) number);
    }
    throw wrong(
        label.line(),
        "label "
            + quote(label.text())
            + " is not the number of a class; line 1 declares classes 0 to "
            + (declared.size() - 1)
            + ", "
            + join(declared));
  }

  /** A number in its shortest form, other text as it is. */
  private static String number(String text) {
    double value = DecimalText.parse(text);
    if (!Double.isFinite(value)) {
      return text;
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < WHOLE_LIMIT;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  private DataException wrong(long line, String what) {
    return new DataException(file + ", line " + line + ", column " + (column + 1) + ": " + what);
  }

  private static String quote(String text) {
    return DataException.quote(text);
  }

  private static String join(List<String> classes) {
    return String.join(", ", classes);
  }
}
