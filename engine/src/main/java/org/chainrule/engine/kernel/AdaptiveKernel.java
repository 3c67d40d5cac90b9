package org.chainrule.engine.kernel;

import java.util.function.Function;
import org.chainrule.engine.warmup.WarmUp;
import org.chainrule.engine.warmup.WarmUp.Exercise;

/**
 * A kernel that can be exchanged for one that gives the same bits: plain loops at first, which are
 * fast soon; once they have taken as long as it takes to compile something better, that is asked
 * for.
 */
final class AdaptiveKernel implements Kernel {
  /** Nanoseconds after the first run from which it matters, too, if they take {@link #SHARE}. */
  private static final long LONG = 2_000_000_000;

  private static final double SHARE = 0.01;

  private final Function<AdaptiveKernel, Exercise> exercise;

  /** Written by another thread at any time; a reader may well see the old one for a while. */
  private Kernel current;

  /**
   * A kernel that is plain at first.
   *
   * @param plain the plain one
   * @param exercise makes a better one, and calls {@link #use} when that is ready
   */
  AdaptiveKernel(Kernel plain, Function<AdaptiveKernel, Exercise> exercise) {
    this.exercise = exercise;
    current = new Plain(plain);
  }

  @Override
  public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
    current.run(arrays, geometry, scratch, from, to);
  }

  void use(Kernel kernel) {
    current = kernel;
  }

  /** Plain loops with a clock. That threads may lose counts of each other does no harm. */
  private final class Plain implements Kernel, WarmUp.Subject {
    private final Kernel loops;
    private boolean asked;
    private long first;
    private long runs;
    private long nanoseconds;

    /** Runs since vectors were asked for, which are counted only. */
    private long more;

    Plain(Kernel loops) {
      this.loops = loops;
    }

    @Override
    public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
      if (asked) {
        loops.run(arrays, geometry, scratch, from, to);
        more++;
        return;
      }
      long start = System.nanoTime();
      loops.run(arrays, geometry, scratch, from, to);
      long end = System.nanoTime();
      if (runs++ == 0) {
        first = start;
      }
      nanoseconds += end - start;
      long since = end - first;
      if (nanoseconds > WarmUp.PRICE || (since > LONG && nanoseconds > SHARE * since)) {
        ask();
      }
    }

    private synchronized void ask() {
      if (!asked) {
        asked = true;
        WarmUp.add(this);
      }
    }

    @Override
    public Exercise exercise() {
      return exercise.apply(AdaptiveKernel.this);
    }

    @Override
    public long taken() {
      return nanoseconds + nanoseconds / Math.max(1, runs) * more;
    }

    @Override
    public synchronized void forget() {
      runs = 0;
      nanoseconds = 0;
      more = 0;
      asked = false;
    }
  }
}
