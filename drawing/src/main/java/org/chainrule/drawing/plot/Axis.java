package org.chainrule.drawing.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Where numbers lie along a side of a plot.
 *
 * @param low the number at its start
 * @param high the number at its end
 * @param logarithmic whether equal lengths are equal factors
 * @param ticks what is written at it
 */
public record Axis(double low, double high, boolean logarithmic, List<Tick> ticks) {

  /** A number written at an axis. */
  public record Tick(double value, String text) {}

  /** How many times the largest number must be the smallest for an axis to be logarithmic. */
  private static final double WIDE = 30;

  /** Beyond these, numbers at a logarithmic axis are written as powers of ten. */
  private static final double LEAST_PLAIN = 1e-4;

  private static final double MOST_PLAIN = 1e5;

  /** About how many ticks there are: between them, by powers of ten, and of whole numbers. */
  private static final int TICKS = 6;

  private static final int MOST_FINE = 8;
  private static final int MOST_DECADES = 7;
  private static final int COUNTS = 10;
  private static final double[] STEPS = {1, 2, 5, 10};

  /** An axis that holds these numbers, from 0 or logarithmic if their range is wide. */
  public static Axis of(double[] finite) {
    double low = DoubleStream.of(finite).min().orElse(0);
    double high = DoubleStream.of(finite).max().orElse(1);
    return low > 0 && high / low >= WIDE ? logarithmic(low, high) : linear(Math.min(0, low), high);
  }

  /**
   * An axis whose ticks are 1, 2 or 5 times a power of ten apart; after P. S. Heckbert, Nice
   * Numbers for Graph Labels, Graphics Gems, 1990.
   */
  public static Axis linear(double low, double high) {
    double range = high > low ? high - low : 1;
    double step = nice(range / TICKS);
    long first = (long) Math.floor(low / step);
    long last = Math.max(first + 1, (long) Math.ceil(high / step - 1e-9));
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    List<Tick> ticks =
        LongStream.rangeClosed(first, last)
            .mapToObj(i -> new Tick(i * step, plain(i * step, decimals)))
            .filter(tick -> Double.isFinite(tick.value))
            .toList();
    return new Axis(first * step, Math.min(last * step, Double.MAX_VALUE), false, ticks);
  }

  /** An axis for the numbers from 1 to some last one. */
  public static Axis counting(int last) {
    if (last <= 1) {
      return new Axis(0.5, 1.5, false, List.of(new Tick(1, "1")));
    }
    int step = Math.max(1, (int) nice(last / (double) COUNTS));
    List<Tick> ticks = new ArrayList<>(step == 1 ? List.of() : List.of(new Tick(1, "1")));
    for (int i = step; i <= last; i += step) {
      ticks.add(new Tick(i, plain(i, 0)));
    }
    return new Axis(1, last, false, ticks);
  }

  /**
   * An axis between two of the numbers …, 0.5, 1, 2, 5, 10, …; these are its ticks if there is
   * room, else powers of ten.
   */
  private static Axis logarithmic(double low, double high) {
    int first = 3 * (int) Math.floor(Math.log10(low)) - 1;
    while (round(first + 1) <= low) {
      first++;
    }
    int last = first + 1;
    while (round(last) < high) {
      last++;
    }
    boolean fine = last - first < MOST_FINE;
    int every = fine ? 1 : 3 * Math.ceilDiv(last - first, 3 * MOST_DECADES);
    boolean plain = round(first) > LEAST_PLAIN && round(last) < MOST_PLAIN;
    List<Tick> ticks =
        IntStream.rangeClosed(first, last)
            .filter(i -> i % every == 0)
            .mapToObj(i -> new Tick(round(i), plain ? plain(i) : power(i)))
            .filter(tick -> Double.isFinite(tick.value))
            .toList();
    return new Axis(round(first), Math.min(round(last), Double.MAX_VALUE), true, ticks);
  }

  /** The i-th of the numbers …, 0.5, 1, 2, 5, 10, …, where the one of number 0 is 1. */
  private static double round(int i) {
    return STEPS[Math.floorMod(i, 3)] * Math.pow(10, Math.floorDiv(i, 3));
  }

  private static String plain(int i) {
    return plain(round(i), Math.max(0, -Math.floorDiv(i, 3)));
  }

  private static String power(int i) {
    double step = STEPS[Math.floorMod(i, 3)];
    return (step == 1 ? "" : plain(step, 0) + "·") + "10" + superscript(Math.floorDiv(i, 3));
  }

  /** The smallest of 1, 2, 5 and 10 times a power of ten that is not below a number. */
  private static double nice(double number) {
    double power = Math.pow(10, Math.floor(Math.log10(number)));
    return DoubleStream.of(STEPS)
        .map(step -> step * power)
        .filter(step -> step >= number * (1 - 1e-9))
        .min()
        .orElse(10 * power);
  }

  private static String plain(double value, int decimals) {
    String text =
        Math.abs(value) < 1e6
            ? String.format(Locale.ROOT, "%,." + decimals + "f", value)
            : String.format(Locale.ROOT, "%.1e", value);
    return text.replace('-', '−');
  }

  private static String superscript(int number) {
    return Integer.toString(number)
        .chars()
        .mapToObj(c -> c == '-' ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹".substring(c - '0', c - '0' + 1))
        .collect(Collectors.joining());
  }

  /** How far along the axis a number lies, from 0 to 1. */
  public double share(double value) {
    return logarithmic
        ? (Math.log(value) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (value - low) / (high - low);
  }
}
