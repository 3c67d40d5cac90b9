package org.chainrule.cli;

import picocli.CommandLine.TypeConversionException;

/** How many examples a step of training sees. */
sealed interface BatchSize {
  /** So many, whether there are so many or not. */
  record Exactly(int count) implements BatchSize {}

  /** So many, or all if there are fewer. */
  record AtMost(int count) implements BatchSize {}

  /** All of them. */
  record All() implements BatchSize {}

  /** 32, or all if there are fewer. */
  static BatchSize usual() {
    return new AtMost(32);
  }

  /** How many of so many examples. */
  default int of(int examples) {
    return switch (this) {
      case Exactly(int count) -> count;
      case AtMost(int count) -> Math.min(count, examples);
      case All _ -> examples;
    };
  }

  /** Reads a whole number, or all. */
  static BatchSize parse(String text) {
    if (text.equals("all")) {
      return new All();
    }
    try {
      return new Exactly(Integer.parseInt(text));
    } catch (NumberFormatException e) {
      throw new TypeConversionException(
          Messages.format("'%s' is neither a whole number nor all", text));
    }
  }
}
