package org.chainrule.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Texts for the user, the same in every locale. */
public final class Messages {
  private static final String PREFIXES = " KMGTP";

  private Messages() {}

  /** The text with its arguments in place, numbers as in English. */
  public static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }

  /** Says that a command was given something wrong. */
  public static ParameterException wrong(CommandSpec command, String text, Object... arguments) {
    return new ParameterException(command.commandLine(), format(text, arguments));
  }

  /** A shape as people write it: 8x8. */
  static String shape(Iterable<Integer> sizes) {
    StringBuilder text = new StringBuilder();
    for (int size : sizes) {
      text.append(text.isEmpty() ? "" : "x").append(size);
    }
    return text.toString();
  }

  /** How many there are of something: 1 thread, 2 threads. */
  public static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** A number with a unit that keeps it short, by steps of 1000: 3.41 MB. */
  static String scaled(double number, String unit) {
    double scaled = number;
    int prefix = 0;
    while (scaled >= 999.5 && prefix < PREFIXES.length() - 1) {
      scaled /= 1000;
      prefix++;
    }
    String digits =
        number < 999.5
            ? format("%.0f", scaled)
            : format(scaled < 9.995 ? "%.2f" : scaled < 99.95 ? "%.1f" : "%.0f", scaled);
    return digits + " " + PREFIXES.substring(prefix, prefix + 1).strip() + unit;
  }

  /** A share as a percentage with two digits after the point. */
  public static String percent(double share) {
    return format("%.2f %%", 100 * share);
  }
}
