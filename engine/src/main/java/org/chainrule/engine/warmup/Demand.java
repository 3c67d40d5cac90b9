package org.chainrule.engine.warmup;

import java.util.function.Supplier;
import org.chainrule.engine.warmup.WarmUp.Exercise;
import org.chainrule.engine.warmup.WarmUp.Subject;

/**
 * What plain code has taken so far, and whether its vector code was asked for. Threads that count
 * at the same time may lose counts of each other, which does no harm.
 */
public final class Demand implements Subject {
  private final Supplier<Exercise> exercise;
  private long taken;
  private boolean asked;

  /**
   * Of code that has not run.
   *
   * @param exercise makes vector code to warm up
   */
  public Demand(Supplier<Exercise> exercise) {
    this.exercise = exercise;
  }

  /** Counts nanoseconds that plain code took; asks once they have come to {@link WarmUp#PRICE}. */
  public void count(long nanoseconds) {
    taken += nanoseconds;
    if (!asked && taken > WarmUp.PRICE) {
      ask();
    }
  }

  /** Asks for vector code, unless that was done. */
  public synchronized void ask() {
    if (!asked) {
      asked = true;
      WarmUp.add(this);
    }
  }

  /** Asks whatever it costs; it is in use as long as somebody insists. */
  public void insist() {
    taken = Math.max(taken, WarmUp.DEAR) + 1;
    ask();
  }

  @Override
  public Exercise exercise() {
    return exercise.get();
  }

  @Override
  public long taken() {
    return taken;
  }

  @Override
  public synchronized void forget() {
    taken = 0;
    asked = false;
  }
}
