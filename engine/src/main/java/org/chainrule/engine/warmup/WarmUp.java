package org.chainrule.engine.warmup;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A thread that runs vector code on numbers of its own until the JVM has compiled it: before,
 * vectors are objects and hundreds of times slower than plain loops.
 *
 * <p>What takes the most time now comes first, a few at once, as compilers take them one by one and
 * programs need the processors, too. What is not used any more is left out.
 */
public final class WarmUp {
  /**
   * Nanoseconds that plain code should have taken before vector code is asked for: about what that
   * costs if some processor has nothing else to do.
   */
  public static final long PRICE = 150_000_000;

  /** As many times as much it must have taken if no processor is free. */
  private static final long DEAR = 4;

  /** What is still in use so many nanoseconds later may be so for long: then it is no matter. */
  private static final long LASTING = 3_000_000_000L;

  /** So many have turns at once: while one is compiled, others can run. */
  private static final int AT_ONCE = 4;

  /** A vector operation that takes longer than this, in nanoseconds, is not compiled. */
  private static final long SLOW = 25;

  /** Nanoseconds until the next code has its turn. */
  private static final long TURN = 2_000_000;

  /** Code rests for this share of the time it has run: the more it ran, the more compilers know. */
  private static final double REST = 0.25;

  private static final long LONGEST_REST = 20_000_000;

  /** Nanoseconds of running after which code is made anew: a compiler may have given it up. */
  private static final long PATIENCE = 400_000_000L;

  /** Likewise if it is fast, but still makes objects. */
  private static final long PATIENCE_WITH_OBJECTS = 50_000_000L;

  /** So often is code made one after the other. */
  private static final int ATTEMPTS = 3;

  /** So often is it made at all: a compiler with less to do may manage what it gave up before. */
  private static final int ALL_ATTEMPTS = 8;

  /** Nanoseconds before the first of the later attempts; each pause is twice the one before. */
  private static final long PAUSE = 2_000_000_000L;

  /** Nanoseconds after which use and processors are looked at again. */
  private static final long GLANCE = 100_000_000;

  private static final DelayQueue<Candidate> ASKED = new DelayQueue<>();
  private static final AtomicInteger LEFT = new AtomicInteger();

  static {
    Thread.ofPlatform().daemon().name("chainrule-warm-up").start(WarmUp::work);
  }

  private WarmUp() {}

  /** What is plain code until it has been warmed up. */
  public interface Subject {
    /** Vector code to warm up, made anew. */
    Exercise exercise();

    /** Nanoseconds that the plain code has taken so far; they grow as long as it is in use. */
    long taken();

    /** Is told that it was left out, as it was not in use; it may ask again. */
    void forget();
  }

  /**
   * Code to warm up.
   *
   * @param call runs it
   * @param operations the vector operations of a call
   * @param again what else makes it known to compilers after a call, which count calls, too
   * @param done what to do when it has been compiled
   */
  public record Exercise(Runnable call, long operations, Runnable again, Runnable done) {}

  /** Warms code up some time, if its plain form stays in use until then. */
  public static void add(Subject subject) {
    LEFT.incrementAndGet();
    ASKED.add(new Candidate(subject));
  }

  /** Whether there is nothing left to do but what failed some times and is tried again later. */
  public static boolean idle() {
    return LEFT.get() == 0;
  }

  private static void work() {
    List<Candidate> waiting = new ArrayList<>();
    List<Candidate> running = new ArrayList<>();
    Processors processors = new Processors();
    try {
      while (true) {
        if (waiting.isEmpty() && running.isEmpty()) {
          waiting.add(ASKED.take());
        }
        ASKED.drainTo(waiting);
        waiting.removeIf(Candidate::leftOut);
        boolean cheap = processors.isOneFree();
        waiting.stream()
            .filter(candidate -> cheap || candidate.isWorthMuch())
            .sorted(Comparator.comparingDouble((Candidate candidate) -> candidate.heat).reversed())
            .limit(AT_ONCE - running.size())
            .toList()
            .forEach(
                candidate -> {
                  waiting.remove(candidate);
                  running.add(candidate);
                });
        running.removeIf(Candidate::turnOrFail);
        Thread.sleep(1);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether there is something left of the processors. */
  @SuppressForbidden("no standard class tells how busy processors are")
  private static final class Processors {
    private final OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private long lookedAt = System.nanoTime() - GLANCE;
    private boolean free = true;

    /** Whether a processor had nothing to do for at least half of the time lately. */
    boolean isOneFree() {
      long now = System.nanoTime();
      if (now - lookedAt >= GLANCE) {
        lookedAt = now;
        free = (1 - system.getCpuLoad()) * system.getAvailableProcessors() > 0.5;
      }
      return free;
    }
  }

  @SuppressForbidden("HotSpot counts what a thread allocates, and no standard class tells")
  private static final class Candidate implements Delayed {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What was not in use for so many nanoseconds is left out. */
    private static final long UNUSED = 1_000_000_000;

    private final Subject subject;
    private @Nullable Exercise exercise;
    private int attempts = 1;
    private boolean settled;
    private long due = System.nanoTime();
    private long spent;
    private long spentOnObjects;
    private long seen;
    private long lookedAt = due;
    private long inUse = due;

    /** The share of the time that plain code took lately. */
    private double heat;

    Candidate(Subject subject) {
      this.subject = subject;
      seen = subject.taken();
    }

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.signum(due - ((Candidate) other).due);
    }

    boolean isWorthMuch() {
      return subject.taken() >= DEAR * PRICE || System.nanoTime() - due >= LASTING;
    }

    /** Whether nobody uses it any more. */
    boolean leftOut() {
      long now = System.nanoTime();
      if (now - lookedAt < GLANCE) {
        return false;
      }
      long taken = subject.taken();
      heat = (double) (taken - seen) / (now - lookedAt);
      inUse = heat > 0 ? now : inUse;
      seen = taken;
      lookedAt = now;
      if (now - inUse < UNUSED) {
        return false;
      }
      subject.forget();
      settle();
      return true;
    }

    private void settle() {
      if (!settled) {
        settled = true;
        LEFT.decrementAndGet();
      }
    }

    /**
     * Whether there is nothing left to do now: what can't be made or run stays plain, and does not
     * keep others from being compiled.
     */
    boolean turnOrFail() {
      if (System.nanoTime() < due) {
        return false;
      }
      boolean ended;
      try {
        ended = turn();
      } catch (RuntimeException | LinkageError | OutOfMemoryError e) {
        ended = true;
      }
      if (ended) {
        settle();
      }
      return ended;
    }

    private boolean turn() {
      if (exercise == null) {
        exercise = subject.exercise();
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
      } while (now - start < TURN);
      spent += now - start;
      due = now + Math.min(LONGEST_REST, (long) (REST * spent));
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
        inUse = due;
        ASKED.add(this);
      }
      return later < 0;
    }
  }
}
