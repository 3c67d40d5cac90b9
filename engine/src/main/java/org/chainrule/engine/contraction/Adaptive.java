package org.chainrule.engine.contraction;

import java.util.function.Function;
import java.util.function.Supplier;
import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.warmup.WarmUp;

/**
 * Code in two forms that give the same bits: plain loops, and vectors, which are made when the code
 * is asked for, if the mode is adaptive once plain loops have taken as long as that takes, and then
 * used once the JVM has compiled them.
 *
 * @param <T> the code's interface
 */
final class Adaptive<T> implements WarmUp.Subject {
  private final Mode mode;
  private final T plain;
  private final Supplier<T> vectors;
  private final Function<T, Runnable> exercise;
  private final int operations;

  /** Either form; threads may see a change late. */
  private T current;

  private boolean asked;

  /** Numbers that the plain form has computed, about a nanosecond each; threads may lose some. */
  private long computed;

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
   * @param numbers how many multiplications it is to do, or numbers to copy
   */
  T code(long numbers) {
    if (current == plain && mode != Mode.PLAIN) {
      computed += numbers;
      if (!asked && (mode == Mode.VECTOR || computed > WarmUp.PRICE)) {
        ask();
      }
    }
    return current;
  }

  /**
   * Whether vectors are used by now.
   *
   * @param ask whether to ask for them if nobody has
   */
  boolean ready(boolean ask) {
    if (ask && current == plain) {
      // What is asked for on purpose is worth any price, and in use as long as somebody asks.
      computed = Math.max(computed, WarmUp.DEAR) + 1;
      ask();
    }
    return current != plain;
  }

  private synchronized void ask() {
    if (!asked) {
      asked = true;
      switch (mode) {
        case PLAIN -> {}
        case VECTOR -> current = vectors.get();
        case ADAPTIVE -> WarmUp.add(this);
      }
    }
  }

  @Override
  public long taken() {
    return computed;
  }

  @Override
  public synchronized void forget() {
    computed = 0;
    asked = false;
  }

  @Override
  public WarmUp.Exercise exercise() {
    T made = vectors.get();
    return new WarmUp.Exercise(exercise.apply(made), operations, () -> {}, () -> current = made);
  }
}
