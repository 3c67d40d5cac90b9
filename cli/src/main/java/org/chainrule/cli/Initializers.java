package org.chainrule.cli;

import java.util.List;
import org.chainrule.learn.network.Initializer;
import picocli.CommandLine.TypeConversionException;

/** Initialisers by the names that users give them. */
final class Initializers {
  private static final List<String> NAMES =
      List.of("glorot", "xavier", "he", "zeros", "uniform:LIMIT", "constant:NUMBER");

  private Initializers() {}

  static Initializer parse(String text) {
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String number = colon < 0 ? "" : text.substring(colon + 1);
    return switch (name) {
      case "uniform" -> new Initializer.Uniform(number(number, text));
      case "constant" -> new Initializer.Constant(number(number, text));
      default -> named(text);
    };
  }

  private static Initializer named(String text) {
    return switch (text) {
      case "glorot", "xavier" -> new Initializer.Glorot();
      case "he" -> new Initializer.He();
      case "zeros" -> new Initializer.Constant(0);
      default -> throw Words.unknown(text, NAMES);
    };
  }

  private static double number(String number, String text) {
    try {
      double value = Double.parseDouble(number);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new TypeConversionException(
        Messages.format("'%s' needs a finite number after the colon, such as uniform:0.1", text));
  }
}
