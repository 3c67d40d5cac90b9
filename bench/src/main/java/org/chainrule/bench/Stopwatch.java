package org.chainrule.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.chainrule.engine.Engine;

/**
 * Times what is done again and again.
 *
 * @param workload its name, for the watcher
 * @param conditions how many samples are taken and how long each takes at least
 * @param watcher is told
 */
record Stopwatch(String workload, Conditions conditions, Watcher watcher) {
  /** As many rounds in a row must differ by less than {@link #STEADY} for a time to be settled. */
  private static final int ROUNDS = 3;

  private static final double STEADY = 0.05;

  /** When warming up ends at the latest, as on a busy machine times never settle. */
  private static final int MOST_ROUNDS = 100;

  /**
   * Repeats something until its code is compiled and its time has settled.
   *
   * @param least how often it is done at least
   */
  void warmUp(long least, Runnable action) {
    watcher.begin(workload, 0);
    List<Double> times = new ArrayList<>();
    long done = 0;
    while (done < least || (times.size() < MOST_ROUNDS && !(Engine.isWarm() && settled(times)))) {
      Round round = round(action);
      times.add(round.seconds / round.count);
      done += round.count;
    }
  }

  private static boolean settled(List<Double> times) {
    if (times.size() < ROUNDS) {
      return false;
    }
    List<Double> last = times.subList(times.size() - ROUNDS, times.size());
    return Collections.max(last) <= (1 + STEADY) * Collections.min(last);
  }

  /** The seconds that something takes once, sample by sample. */
  List<Double> sample(Runnable action) {
    List<Double> times = new ArrayList<>();
    for (int i = 1; i <= conditions.samples(); i++) {
      watcher.begin(workload, i);
      Round round = round(action);
      times.add(round.seconds / round.count);
    }
    return times;
  }

  private record Round(long count, double seconds) {}

  /** Looks at the clock rarely, as an action may take less time than that. */
  private Round round(Runnable action) {
    long begin = System.nanoTime();
    long count = 0;
    long next = 1;
    while (true) {
      for (long i = 0; i < next; i++) {
        action.run();
      }
      count += next;
      double elapsed = (System.nanoTime() - begin) / 1e9;
      double left = conditions.seconds() - elapsed;
      if (left <= 0) {
        return new Round(count, elapsed);
      }
      next = Math.clamp((long) (left / elapsed * count), 1, 2 * next);
    }
  }
}
