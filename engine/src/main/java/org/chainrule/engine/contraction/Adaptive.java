package org.chainrule.engine.contraction;

import java.util.function.Function;
import java.util.function.Supplier;
import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.warmup.WarmUp;

/**
 * Code in two forms that give the same bits: plain loops, and vectors, which are made when the code
 * is asked for, if the mode is adaptive for a while, and then used once the JVM has compiled them.
 *
 * @param <T> the code's interface
 */
final class Adaptive<T> {
  /** So often plain code runs before its speed matters: short jobs need the processors. */
  private static final int PATIENCE = 1000;

  /** Nanoseconds after which it matters even if it runs less often. */
  private static final long LONG = 300_000_000;

  private final Mode mode;
  private final T plain;
  private final Supplier<T> vectors;
  private final Function<T, Runnable> exercise;
  private final int operations;

  /** Either form; threads may see a change late. */
  private T current;

  private boolean asked;

  /** Threads may lose counts of each other. */
  private int runs;

  private long first;

  /**
   * Code in a mode.
   *
   * @param plain the plain form
   * @param vectors makes the vector form
   * @param exercise what runs it on numbers of its own
   * @param operations how many vector operations that takes
   */
  Adaptive(
      Mode mode, T plain, Supplier<T> vectors, Function<T, Runnable> exercise, int operations) {
    this.mode = mode;
    this.plain = plain;
    this.vectors = vectors;
    this.exercise = exercise;
    this.operations = operations;
    current = plain;
  }

  /** What is to be run now. */
  T code() {
    if (!asked) {
      begin();
    }
    return current;
  }

  /**
   * Whether vectors are used by now.
   *
   * @param ask whether to ask for them if nobody has
   */
  synchronized boolean ready(boolean ask) {
    if (ask && !asked) {
      ask();
    }
    return current != plain;
  }

  private synchronized void begin() {
    if (asked || (mode == Mode.ADAPTIVE && isNew())) {
      return;
    }
    ask();
  }

  private void ask() {
    switch (mode) {
      case PLAIN -> {}
      case VECTOR -> current = vectors.get();
      case ADAPTIVE -> WarmUp.add(this::exercise);
    }
    asked = true;
  }

  private boolean isNew() {
    long now = System.nanoTime();
    if (runs++ == 0) {
      first = now;
    }
    return runs < PATIENCE && now - first < LONG;
  }

  private WarmUp.Exercise exercise() {
    T made = vectors.get();
    return new WarmUp.Exercise(exercise.apply(made), operations, () -> {}, () -> current = made);
  }
}
