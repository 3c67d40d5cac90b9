package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Runs vector code until the JVM has compiled it: before, vectors are objects and hundreds of times
 * slower than plain loops.
 */
final class WarmUp {
  /** Nanoseconds until the next code has its turn. */
  private static final long TURN = 2_000_000;

  /** After so many calls the compiler most likely knows of the code and only needs time. */
  private static final int ENOUGH = 4000;

  /** The calls of a turn from then on. */
  private static final int FEW = 5;

  /** Nanoseconds of running after which code is made anew: a compiler may have given it up. */
  private static final long PATIENCE = 2_000_000_000L;

  /** The calls after which it is. */
  private static final int MOST_CALLS = 20_000;

  /** So often is code made. */
  private static final int ATTEMPTS = 4;

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

  /** Warms code up some time; each time it is asked for, it is new. */
  static void add(Supplier<Exercise> exercise) {
    LEFT.incrementAndGet();
    WAITING.add(exercise);
  }

  /** Whether there is nothing left to do. */
  static boolean idle() {
    return LEFT.get() == 0;
  }

  private static void work() {
    List<Candidate> candidates = new ArrayList<>();
    try {
      while (true) {
        while (candidates.isEmpty() || !WAITING.isEmpty()) {
          candidates.add(new Candidate(WAITING.take()));
        }
        int before = candidates.size();
        candidates.removeIf(Candidate::turnOrFail);
        LEFT.addAndGet(candidates.size() - before);
        // The compiler needs a processor, too.
        Thread.sleep(1);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Candidate {
    private final Supplier<Exercise> code;
    private Exercise exercise;
    private int attempts = 1;
    private int calls;
    private long spent;

    Candidate(Supplier<Exercise> code) {
      this.code = code;
      exercise = code.get();
    }

    /** Likewise; what can't be compiled stays plain, and does not keep others from it. */
    boolean turnOrFail() {
      try {
        return turn();
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        return true;
      }
    }

    /** Whether there is nothing left to do. */
    private boolean turn() {
      long start = System.nanoTime();
      long now = start;
      int most = calls < ENOUGH ? ENOUGH : FEW;
      for (int call = 0; call < most && now - start < TURN; call++) {
        long begin = now;
        exercise.call.run();
        now = System.nanoTime();
        if (now - begin < SLOW * exercise.operations) {
          exercise.done.run();
          return true;
        }
        calls++;
      }
      spent += now - start;
      return (spent > PATIENCE || calls > MOST_CALLS) && !another();
    }

    private boolean another() {
      if (attempts == ATTEMPTS) {
        return false;
      }
      attempts++;
      calls = 0;
      spent = 0;
      exercise = code.get();
      return true;
    }
  }
}
