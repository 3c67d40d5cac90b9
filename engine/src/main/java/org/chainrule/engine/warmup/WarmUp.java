package org.chainrule.engine.warmup;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs vector code on numbers of its own until the JVM has compiled it: before,
 * vectors are objects and hundreds of times slower than plain loops.
 */
public final class WarmUp {
  /** A vector operation that takes longer than this, in nanoseconds, is not compiled. */
  private static final long SLOW = 25;

  /** Nanoseconds until the next code has its turn. */
  private static final long TURN = 2_000_000;

  /** Nanoseconds of running after which the compiler most likely knows, and only needs time. */
  private static final long KNOWN = 200_000_000;

  /** While it compiles, other threads have so many times what this one takes. */
  private static final long OTHERS = 4;

  /** Nanoseconds of running after which code is made anew: a compiler may have given it up. */
  private static final long PATIENCE = 1_000_000_000L;

  /** Likewise if it is fast, but still makes objects. */
  private static final long PATIENCE_WITH_OBJECTS = 50_000_000L;

  /** So often is code made one after the other. */
  private static final int ATTEMPTS = 3;

  /** So often is it made at all: a compiler with less to do may manage what it gave up before. */
  private static final int ALL_ATTEMPTS = 8;

  /** Nanoseconds before the first of the later attempts; each pause is twice the one before. */
  private static final long PAUSE = 2_000_000_000L;

  private static final DelayQueue<Candidate> WAITING = new DelayQueue<>();
  private static final AtomicInteger LEFT = new AtomicInteger();

  static {
    Thread.ofPlatform().daemon().name("chainrule-warm-up").start(WarmUp::work);
  }

  private WarmUp() {}

  /**
   * Code to warm up.
   *
   * @param call runs it
   * @param operations the vector operations of a call
   * @param again what else makes it known to compilers after a call, which count calls, too
   * @param done what to do when it has been compiled
   */
  public record Exercise(Runnable call, long operations, Runnable again, Runnable done) {}

  /** Warms code up some time; each time it is asked for, it is new. */
  public static void add(Supplier<Exercise> exercise) {
    LEFT.incrementAndGet();
    WAITING.add(new Candidate(exercise));
  }

  /** Whether there is nothing left to do but what failed some times and is tried again later. */
  public static boolean idle() {
    return LEFT.get() == 0;
  }

  private static void work() {
    List<Candidate> candidates = new ArrayList<>();
    try {
      while (true) {
        if (candidates.isEmpty()) {
          candidates.add(WAITING.take());
        }
        WAITING.drainTo(candidates);
        long start = System.nanoTime();
        candidates.removeIf(Candidate::turnOrFail);
        // The compiler needs a processor, too.
        boolean allKnown = candidates.stream().allMatch(Candidate::known);
        long taken = (System.nanoTime() - start) / 1_000_000;
        Thread.sleep(1 + (allKnown ? OTHERS * taken : 0));
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressForbidden("HotSpot counts what a thread allocates, and no standard class tells")
  private static final class Candidate implements Delayed {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Supplier<Exercise> code;
    private @Nullable Exercise exercise;
    private int attempts = 1;
    private boolean settled;
    private long due = System.nanoTime();
    private long spent;
    private long spentOnObjects;

    Candidate(Supplier<Exercise> code) {
      this.code = code;
    }

    boolean known() {
      return spent > KNOWN;
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(due - ((Candidate) other).due);
    }

    /**
     * Whether there is nothing left to do now: what can't be made or run stays plain, and does not
     * keep others from being compiled.
     */
    boolean turnOrFail() {
      boolean ended;
      try {
        ended = turn();
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        ended = true;
      }
      if (ended && !settled) {
        settled = true;
        LEFT.decrementAndGet();
      }
      return ended;
    }

    private boolean turn() {
      if (exercise == null) {
        exercise = code.get();
      }
      return turn(exercise);
    }

    private boolean turn(Exercise exercise) {
      long start = System.nanoTime();
      long now = start;
      do {
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        exercise.call.run();
        long taken = System.nanoTime() - now;
        if (taken < SLOW * exercise.operations) {
          if (THREADS.getCurrentThreadAllocatedBytes() == allocated) {
            exercise.done.run();
            return true;
          }
          spentOnObjects += taken;
        }
        exercise.again.run();
        now = System.nanoTime();
      } while (now - start < TURN && !known());
      spent += now - start;
      boolean failed = spent > PATIENCE || spentOnObjects > PATIENCE_WITH_OBJECTS;
      return failed && !another();
    }

    /** Whether the next attempt begins at once. */
    private boolean another() {
      int later = attempts - ATTEMPTS;
      attempts++;
      spent = 0;
      spentOnObjects = 0;
      exercise = null;
      if (later >= 0 && attempts <= ALL_ATTEMPTS) {
        due = System.nanoTime() + (PAUSE << later);
        WAITING.add(this);
      }
      return later < 0;
    }
  }
}
