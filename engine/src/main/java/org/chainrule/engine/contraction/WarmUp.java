package org.chainrule.engine.contraction;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs vector code until the JVM has compiled it: before, vectors are objects and hundreds of times
 * slower than plain loops.
 */
final class WarmUp {
  /** So many calls at once; between them the JVM's compilers get time to work. */
  private static final int CALLS = 100;

  private static final long PAUSE_MILLISECONDS = 2;

  /** If after so many calls the code is still slow, it will not become fast. */
  private static final int MOST_CALLS = 50_000;

  /** A vector operation that takes longer than this, in nanoseconds, is not compiled. */
  private static final long SLOW = 10;

  private static final BlockingQueue<Supplier<Exercise>> WAITING = new LinkedBlockingQueue<>();

  static {
    Thread.ofPlatform().daemon().name("chainrule-warm-up").start(WarmUp::work);
  }

  private static final AtomicInteger LEFT = new AtomicInteger();

  private WarmUp() {}

  /**
   * Code to warm up.
   *
   * @param call runs it
   * @param operations the vector operations of a call
   * @param done what to do when it has been compiled
   */
  record Exercise(Runnable call, int operations, Runnable done) {}

  /** Warms code up some time, after what came before. */
  static void add(Supplier<Exercise> exercise) {
    LEFT.incrementAndGet();
    WAITING.add(exercise);
  }

  /** Whether there is nothing left to do. */
  static boolean idle() {
    return LEFT.get() == 0;
  }

  private static void work() {
    try {
      while (true) {
        Exercise next = WAITING.take().get();
        warm(next);
        LEFT.decrementAndGet();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void warm(Exercise exercise) throws InterruptedException {
    for (int call = 1; call <= MOST_CALLS; call++) {
      long begin = System.nanoTime();
      exercise.call.run();
      if (System.nanoTime() - begin < SLOW * exercise.operations) {
        exercise.done.run();
        return;
      }
      if (call % CALLS == 0) {
        Thread.sleep(PAUSE_MILLISECONDS);
      }
    }
  }
}
