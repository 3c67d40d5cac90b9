package org.chainrule.engine.contraction;

import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Finds out which of two ways to do the same is faster on this processor. Until both are ready the
 * first is used; then they take turns.
 */
final class Trial {
  /** So often each is timed; its least time counts, as other programs may have disturbed it. */
  static final int TURNS = 8;

  /** After so many runs it is asked again whether they are ready. */
  static final int PAUSE = 32;

  /** The second is to take no more than this part of the first one's time. */
  private static final double FASTER = 0.97;

  private final BooleanSupplier ready;
  private final long[] least = new long[2];
  private boolean timing;
  private int runs;

  /**
   * A trial.
   *
   * @param ready whether both are compiled
   */
  Trial(BooleanSupplier ready) {
    this.ready = ready;
    Arrays.fill(least, Long.MAX_VALUE);
  }

  /** Which is to be run next, 0 or 1. */
  int next() {
    if (!timing && runs == PAUSE) {
      runs = 0;
      timing = ready.getAsBoolean();
    }
    return timing ? runs % 2 : 0;
  }

  /** That one took so many nanoseconds. */
  void took(long nanoseconds) {
    if (timing) {
      least[runs % 2] = Math.min(least[runs % 2], nanoseconds);
    }
    runs++;
  }

  /** Whether it is known which is faster. */
  boolean decided() {
    return timing && runs == 2 * TURNS;
  }

  /** The faster one, 0 or 1. */
  int faster() {
    return least[1] <= FASTER * least[0] ? 1 : 0;
  }
}
