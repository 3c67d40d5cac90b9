package org.chainrule.cli;

import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Texts for the user, the same in every locale. */
final class Messages {
  private Messages() {}

  static String format(String text, Object... arguments) {
    return String.format(Locale.ROOT, text, arguments);
  }

  /** Says that a command was given something wrong. */
  static ParameterException wrong(CommandSpec command, String text, Object... arguments) {
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

  /** A share as a percentage with two digits after the point. */
  static String percent(double share) {
    return format("%.2f %%", 100 * share);
  }
}
