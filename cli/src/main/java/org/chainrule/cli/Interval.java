package org.chainrule.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * How often something is done while training goes on.
 *
 * @param time after how much time, if by time
 * @param epochs after how many epochs; 0 if not by epochs
 */
record Interval(Optional<Duration> time, int epochs) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,6}(?:\\.\\d{1,3})?)\\s*(s|min|h|epochs?)");

  /** Reads 30s, 10min, 2h, 5epochs or never. */
  static Interval parse(String text) {
    if (text.equals("never")) {
      return new Interval(Optional.empty(), 0);
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          Messages.format("'%s' is not like 30s, 10min, 2h, 5epochs or never", text));
    }
    double number = Double.parseDouble(matcher.group(1));
    int seconds =
        switch (matcher.group(2)) {
          case "s" -> 1;
          case "min" -> 60;
          case "h" -> 3600;
          default -> 0;
        };
    boolean wrong = seconds == 0 && number != Math.rint(number);
    if (number == 0 || wrong) {
      throw new TypeConversionException(
          Messages.format(
              "'%s': %s is expected", text, wrong ? "a whole number" : "a number above 0"));
    }
    return seconds == 0
        ? new Interval(Optional.empty(), (int) number)
        : new Interval(Optional.of(Duration.ofMillis(Math.round(number * seconds * 1e3))), 0);
  }

  /** Whether it is over after so many nanoseconds and epochs. */
  boolean isOver(long nanoseconds, int epochsSince) {
    return time.map(duration -> nanoseconds >= duration.toNanos()).orElse(false)
        || (epochs > 0 && epochsSince >= epochs);
  }
}
