package org.chainrule.engine.contraction;

import java.util.function.Function;
import java.util.function.Supplier;
import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.warmup.Demand;
import org.chainrule.engine.warmup.WarmUp.Exercise;

/**
 * Code in two forms that give the same bits: plain loops, and vectors, which are made when the code
 * is asked for, if the mode is adaptive once plain loops have taken as long as that takes, and then
 * used once the JVM has compiled them.
 *
 * @param <T> the code's interface
 */
final class Adaptive<T> {
  private final Mode mode;
  private final T plain;
  private final Supplier<T> vectors;
  private final Function<T, Runnable> exercise;
  private final int operations;
  private final Demand demand = new Demand(this::exercise);

  /** Either form; threads may see a change late. */
  private T current;

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

  /**
   * What is to be run now.
   *
   * @param numbers how many multiplications it is to do, or numbers to copy, of about a nanosecond
   */
  T code(long numbers) {
    if (current == plain) {
      switch (mode) {
        case PLAIN -> {}
        case VECTOR -> make();
        case ADAPTIVE -> demand.count(numbers);
      }
    }
    return current;
  }

  private synchronized void make() {
    if (current == plain) {
      current = vectors.get();
    }
  }

  /**
   * Whether vectors are used by now.
   *
   * @param ask whether to ask for them if nobody has
   */
  boolean ready(boolean ask) {
    if (ask && current == plain) {
      switch (mode) {
        case PLAIN -> {}
        case VECTOR -> make();
        case ADAPTIVE -> demand.insist();
      }
    }
    return current != plain;
  }

  private Exercise exercise() {
    T made = vectors.get();
    Runnable run = exercise.apply(made);
    return new Exercise(
        () -> {
          run.run();
          return operations;
        },
        () -> {},
        () -> current = made);
  }
}
