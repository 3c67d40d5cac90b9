package org.chainrule.bench;

import java.nio.file.Path;
import java.util.Optional;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;

/**
 * How workloads are timed.
 *
 * @param threads how many threads they may use
 * @param samples how many samples are taken, at least 1
 * @param seconds how long a sample takes at least, above 0
 * @param peak what one core can do, as {@link Peak#measure} finds it
 * @param launcher the program {@code chainrule}, for workloads that time whole processes
 */
public record Conditions(
    int threads, int samples, double seconds, double peak, Optional<Path> launcher) {
  public Conditions {
    if (threads < 1 || samples < 1 || !(seconds > 0)) {
      throw new IllegalArgumentException(
          threads + " threads, " + samples + " samples of " + seconds + " s: all must be positive");
    }
  }

  /** An engine as the workloads use it: here alone is decided what runs them. */
  Engine engine() {
    return engine(threads);
  }

  /** One that is to leave threads to others. */
  Engine engine(int limit) {
    return new Engine(Precision.FLOAT32, limit);
  }
}
