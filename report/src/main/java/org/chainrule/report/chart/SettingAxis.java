package org.chainrule.report.chart;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.plot.Axis;
import org.chainrule.search.Trial;

/**
 * Where the values of a hyper-parameter lie along an axis: numbers by their size if there are many,
 * else one place for each value.
 *
 * @param name the hyper-parameter
 * @param places what is written at the axis
 * @param numbers the axis of the numbers, if there are many
 */
record SettingAxis(String name, List<Place> places, Optional<Axis> numbers) {
  private static final int MOST_WORDS = 8;

  /** How many numbers there are in a word, then their size, then letters: 5, (20,), (5, 50). */
  private static final Comparator<String> BY_NUMBERS =
      Comparator.<String, double[]>comparing(
              SettingAxis::numbersOf,
              Comparator.<double[]>comparingInt(a -> a.length).thenComparing(Arrays::compare))
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+(?:[eE][-+]?[0-9]+)?");

  /** A word at a share of the axis. */
  record Place(double share, String text) {}

  static SettingAxis of(String name, List<Trial> trials) {
    List<String> values = trials.stream().flatMap(t -> value(name, t).stream()).distinct().toList();
    boolean allNumbers = values.stream().allMatch(v -> number(v).isPresent());
    List<String> sorted = values.stream().sorted(BY_NUMBERS).toList();
    if (allNumbers && values.size() > MOST_WORDS) {
      double[] numbers = values.stream().mapToDouble(v -> number(v).orElse(0.0)).toArray();
      double low = DoubleStream.of(numbers).min().orElse(0);
      double high = DoubleStream.of(numbers).max().orElse(1);
      Axis axis = low > 0 && high / low > 30 ? Axis.of(numbers) : Axis.linear(low, high);
      return new SettingAxis(
          name,
          axis.ticks().stream()
              .map(tick -> new Place(axis.share(tick.value()), tick.text()))
              .toList(),
          Optional.of(axis));
    }
    return new SettingAxis(
        name,
        sorted.stream().map(v -> new Place((sorted.indexOf(v) + 0.5) / sorted.size(), v)).toList(),
        Optional.empty());
  }

  private static double[] numbersOf(String word) {
    return NUMBER
        .matcher(word)
        .results()
        .flatMap(found -> number(found.group()).stream())
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  private static Optional<Double> number(String value) {
    try {
      return Optional.of(Double.parseDouble(value)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> value(String name, Trial trial) {
    return Optional.ofNullable(trial.settings().get(name));
  }

  /** Where a trial lies, from 0 to 1; empty if it has no such setting. */
  Optional<Double> share(Trial trial) {
    return value(name, trial)
        .flatMap(
            text ->
                numbers.isPresent()
                    ? number(text).map(numbers.get()::share)
                    : places.stream()
                        .filter(place -> place.text.equals(text))
                        .map(Place::share)
                        .findFirst());
  }

  /** The names of the places, shortened to a width. */
  List<Place> fitted(double size, double width) {
    return places.stream()
        .map(place -> new Place(place.share, Wording.fit(place.text, size, width)))
        .toList();
  }
}
