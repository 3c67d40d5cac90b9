package org.chainrule.cli;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** A name with numbers after colons, such as {@code step:10:0.1}, read from the left. */
final class Numbers {
  private final String text;
  private final String name;
  private final Deque<String> left;

  private Numbers(String text) {
    this.text = text;
    List<String> parts = List.of(text.split(":", -1));
    name = parts.getFirst();
    left = new ArrayDeque<>(parts.subList(1, parts.size()));
  }

  /**
   * What a name and its numbers stand for.
   *
   * @param meaning finds it by the name and takes as many numbers as there are
   * @throws TypeConversionException if a number is out of range, or there are more than it takes
   */
  static <T> T read(String text, Function<Numbers, T> meaning) {
    Numbers numbers = new Numbers(text);
    try {
      T found = meaning.apply(numbers);
      numbers.requireNoMore();
      return found;
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          Messages.format("'%s': %s", text, String.valueOf(e.getMessage())));
    }
  }

  String name() {
    return name;
  }

  /** The next number, or the usual one if there are no more. */
  double next(double usual) {
    if (left.isEmpty()) {
      return usual;
    }
    try {
      return Double.parseDouble(left.pop());
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          Messages.format("'%s' needs numbers after the colons", text));
    }
  }

  /** The next number, which must be whole. */
  int nextCount(int usual) {
    double number = next(usual);
    if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
      throw new TypeConversionException(
          Messages.format("'%s': %s is not a whole number", text, number));
    }
    return (int) number;
  }

  private void requireNoMore() {
    if (!left.isEmpty()) {
      throw new TypeConversionException(
          Messages.format("'%s' has more numbers than %s takes", text, name));
    }
  }
}
