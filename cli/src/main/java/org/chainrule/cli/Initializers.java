package org.chainrule.cli;

import java.util.List;
import java.util.Locale;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Initializer.Distribution;
import picocli.CommandLine.TypeConversionException;

/** Initialisers by the names that users give them. */
final class Initializers {
  private static final List<String> NAMES =
      List.of(
          "glorot",
          "glorot-normal",
          "he",
          "he-uniform",
          "lecun",
          "lecun-uniform",
          "orthogonal",
          "zeros",
          "large-positive",
          "constant:NUMBER",
          "uniform:LIMIT",
          "normal:DEVIATION");

  private Initializers() {}

  static Initializer parse(String given) {
    String text = given.toLowerCase(Locale.ROOT).replace('_', '-');
    int colon = text.indexOf(':');
    String name = colon < 0 ? text : text.substring(0, colon);
    String number = colon < 0 ? "" : text.substring(colon + 1);
    return switch (name) {
      case "uniform" -> new Initializer.Uniform(number(number, text));
      case "normal" -> new Initializer.Normal(number(number, text));
      case "large-positive" -> new Initializer.Positive(colon < 0 ? 1 : number(number, text));
      case "constant" -> new Initializer.Constant(number(number, text));
      default -> named(text);
    };
  }

  private static Initializer named(String text) {
    return switch (text) {
      case "glorot", "xavier", "glorot-uniform", "xavier-uniform" -> new Initializer.Glorot();
      case "glorot-normal", "xavier-normal" -> new Initializer.Glorot(Distribution.NORMAL);
      case "he", "he-normal" -> new Initializer.He();
      case "he-uniform" -> new Initializer.He(Distribution.UNIFORM);
      case "lecun", "lecun-normal" -> new Initializer.Lecun();
      case "lecun-uniform" -> new Initializer.Lecun(Distribution.UNIFORM);
      case "orthogonal" -> new Initializer.Orthogonal();
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
