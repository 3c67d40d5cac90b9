package org.chainrule.explain.check;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.chainrule.explain.number.Rational;

/**
 * Inputs and the outputs that are wanted for them.
 *
 * @param rows the rows
 */
public record TruthTable(List<Row> rows) {
  /**
   * A row.
   *
   * @param inputs the inputs
   * @param output the output that is wanted
   */
  public record Row(List<Rational> inputs, Rational output) {
    public Row {
      inputs = List.copyOf(inputs);
    }

    /** The row in writing: {@code (0, 1) → 1}. */
    @Override
    public String toString() {
      return inputs.stream().map(Rational::toString).collect(Collectors.joining(", ", "(", ")"))
          + " → "
          + output;
    }
  }

  private static final Pattern NUMBERS = Pattern.compile("[\\s,()]+");

  public TruthTable {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("a truth table needs at least one row");
    }
    int width = rows.getFirst().inputs().size();
    for (Row row : rows) {
      if (row.inputs().size() != width) {
        throw new IllegalArgumentException(
            "row " + row + " has " + row.inputs().size() + " inputs, the first row " + width);
      }
    }
  }

  /**
   * A table in writing: {@code 0 0: 0; 0 1: 1; 1 0: 1; 1 1: 0}.
   *
   * @throws IllegalArgumentException if it can't be understood
   */
  public static TruthTable parse(String text) {
    List<Row> rows = new ArrayList<>();
    for (String line : text.split("[;\n]", -1)) {
      if (line.isBlank()) {
        continue;
      }
      String[] sides = line.split(":|->|→", -1);
      if (sides.length != 2) {
        throw new IllegalArgumentException(
            "\"" + line.strip() + "\" is not of the form \"0 1: 1\", inputs, a colon, the output");
      }
      List<Rational> output = numbers(sides[1]);
      if (output.size() != 1) {
        throw new IllegalArgumentException("\"" + line.strip() + "\" needs exactly one output");
      }
      rows.add(new Row(numbers(sides[0]), output.getFirst()));
    }
    return new TruthTable(rows);
  }

  private static List<Rational> numbers(String text) {
    List<Rational> numbers = new ArrayList<>();
    for (String word : NUMBERS.split(text.strip(), -1)) {
      if (!word.isEmpty()) {
        try {
          numbers.add(Rational.of(new BigDecimal(word.replace("−", "-"))));
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("\"" + word + "\" is not a number", e);
        }
      }
    }
    return numbers;
  }

  /** The number of inputs. */
  public int width() {
    return rows.getFirst().inputs().size();
  }
}
