package org.chainrule.engine.warmup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

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

  /** What is enough if all processors are busy, too. */
  public static final long DEAR = 4 * PRICE;

  /** So many have turns at once: while one is compiled, others can run. */
  private static final int AT_ONCE = 4;

  /** Nanoseconds after which use and processors are looked at again. */
  static final long GLANCE = 100_000_000;

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
   * @param call runs it, and tells how many vector operations that took
   * @param again what else makes it known to compilers after a call, which count calls, too
   * @param done what to do when it has been compiled
   */
  public record Exercise(LongSupplier call, Runnable again, Runnable done) {}

  /** Warms code up some time, if its plain form stays in use until then. */
  public static void add(Subject subject) {
    LEFT.incrementAndGet();
    ASKED.add(new Candidate(subject, LEFT::decrementAndGet));
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
        running.removeIf(WarmUp::ended);
        ASKED.drainTo(waiting);
        waiting.removeIf(Candidate::leftOut);
        if (running.size() < AT_ONCE) {
          List<Candidate> next = next(waiting, AT_ONCE - running.size(), processors.isOneFree());
          waiting.removeAll(next);
          running.addAll(next);
        }
        if (running.isEmpty()) {
          waiting.addAll(asked(waiting.isEmpty()));
        } else {
          Thread.sleep(1);
        }
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Those that are worth being compiled now, what takes the most time first. */
  private static List<Candidate> next(List<Candidate> waiting, int most, boolean cheap) {
    return waiting.stream()
        .filter(candidate -> cheap || candidate.isWorthMuch())
        .sorted(Comparator.comparingDouble(Candidate::heat).reversed())
        .limit(most)
        .toList();
  }

  /** What is asked for next; unless nothing else is waiting, there may be nothing in a while. */
  private static List<Candidate> asked(boolean alone) throws InterruptedException {
    Candidate next = alone ? ASKED.take() : ASKED.poll(GLANCE, TimeUnit.NANOSECONDS);
    return next == null ? List.of() : List.of(next);
  }

  private static boolean ended(Candidate candidate) {
    boolean ended = candidate.turnOrFail();
    if (ended && candidate.comesBack()) {
      ASKED.add(candidate);
    }
    return ended;
  }
}
