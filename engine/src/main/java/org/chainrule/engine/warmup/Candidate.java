package org.chainrule.engine.warmup;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import org.chainrule.engine.warmup.WarmUp.Exercise;
import org.chainrule.engine.warmup.WarmUp.Subject;
import org.jspecify.annotations.Nullable;

/** Plain code that waits for its vector code, or whose vector code is being warmed up. */
@SuppressForbidden("HotSpot counts what a thread allocates, and no standard class tells")
final class Candidate implements Delayed {
  /** A vector operation that takes longer than this, in nanoseconds, is not compiled well. */
  private static final long SLOW = 5;

  /** Nanoseconds that a call may take besides. */
  private static final long CALL = 500;

  /** Nanoseconds until the next code has its turn. */
  private static final long TURN = 2_000_000;

  /** Code rests for this share of the time it has run: the more it ran, the more compilers know. */
  private static final double REST = 0.25;

  private static final long LONGEST_REST = 60_000_000;

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

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What was not in use for so many nanoseconds is left out. */
  private static final long UNUSED = 1_000_000_000;

  private final Subject subject;
  private final Runnable whenSettled;
  private @Nullable Exercise exercise;
  private int attempts = 1;
  private boolean settled;
  private boolean comesBack;

  /** When the next turn may begin. */
  private long due;

  private long spent;
  private long spentOnObjects;
  private long seen;
  private long lookedAt;
  private long inUse;

  /** The share of the time that plain code took lately. */
  private double heat;

  /**
   * Plain code that is to become vector code.
   *
   * @param subject the code
   * @param whenSettled what to do, once, when nobody need wait for it any more
   */
  Candidate(Subject subject, Runnable whenSettled) {
    this.subject = subject;
    this.whenSettled = whenSettled;
    seen = subject.taken();
    long now = System.nanoTime();
    due = now;
    lookedAt = now;
    inUse = now;
  }

  @Override
  public long getDelay(TimeUnit unit) {
    return unit.convert(due - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  @Override
  public int compareTo(Delayed other) {
    return Long.signum(due - ((Candidate) other).due);
  }

  double heat() {
    return heat;
  }

  /** Whether it is to be tried again when it is due. */
  boolean comesBack() {
    return comesBack;
  }

  /** Whether it is worth being compiled while all processors are busy. */
  boolean isWorthMuch() {
    return subject.taken() >= WarmUp.DEAR;
  }

  /** Whether nobody uses it any more. */
  boolean leftOut() {
    long now = System.nanoTime();
    if (now - lookedAt < WarmUp.GLANCE) {
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
      whenSettled.run();
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
    comesBack = false;
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
      long operations = exercise.call().getAsLong();
      long taken = System.nanoTime() - now;
      if (taken < CALL + SLOW * operations) {
        if (THREADS.getCurrentThreadAllocatedBytes() == allocated) {
          exercise.done().run();
          return true;
        }
        spentOnObjects += taken;
      }
      exercise.again().run();
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
      comesBack = true;
    }
    return later < 0;
  }
}
