package org.chainrule.cli;

import java.util.List;
import java.util.Locale;
import org.chainrule.learn.optimizer.Schedule;

/** Schedules by the names that users give them, with numbers after colons. */
final class Schedules {
  private static final List<String> NAMES =
      List.of("constant", "inverse_scaling", "adaptive", "step", "cosine", "one_cycle");

  private Schedules() {}

  static Schedule parse(String text) {
    return Numbers.read(
        text,
        numbers ->
            switch (numbers.name().toLowerCase(Locale.ROOT).replace('-', '_')) {
              case "constant" -> new Schedule.Constant();
              case "inverse_scaling" -> new Schedule.InverseScaling(numbers.next(0.5));
              case "adaptive" ->
                  new Schedule.Adaptive(
                      numbers.nextCount(5), numbers.next(0.2), numbers.next(1e-4));
              case "step" -> new Schedule.Step(numbers.nextCount(10), numbers.next(0.1));
              case "cosine" -> new Schedule.Cosine(numbers.next(0));
              case "one_cycle" -> new Schedule.OneCycle(numbers.next(0.3));
              default -> throw Words.unknown(text, NAMES);
            });
  }
}
