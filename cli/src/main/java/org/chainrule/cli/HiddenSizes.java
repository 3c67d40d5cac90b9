package org.chainrule.cli;

import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.TypeConversionException;

/**
 * How many units each hidden layer has.
 *
 * @param sizes from the first to the last layer
 */
record HiddenSizes(List<Integer> sizes) {
  HiddenSizes {
    sizes = List.copyOf(sizes);
  }

  /** Reads sizes such as "128,64", or "none". */
  static HiddenSizes parse(String text) {
    return new HiddenSizes(
        text.equals("none")
            ? List.of()
            : Stream.of(text.split(",", -1)).map(s -> size(s, text)).toList());
  }

  private static int size(String part, String text) {
    String digits = part.strip();
    if (!digits.matches("0*[1-9]\\d{0,8}")) {
      throw new TypeConversionException(
          Messages.format(
              "'%s' is not 'none' or whole numbers above 0 with commas between them, such as"
                  + " 128,64",
              text));
    }
    return Integer.parseInt(digits);
  }
}
