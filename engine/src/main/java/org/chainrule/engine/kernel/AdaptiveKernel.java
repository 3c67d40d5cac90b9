package org.chainrule.engine.kernel;

import java.util.function.Function;
import org.chainrule.engine.warmup.Demand;
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

  /**
   * About so many nanoseconds of runs pass between two that are timed, but no more runs than so.
   */
  private static final long BETWEEN = 200_000;

  private static final int MOST_UNTIMED = 63;

  private final Kernel plain;
  private final Demand demand;

  /** Written by another thread at any time; a reader may well see the old one for a while. */
  private Kernel current;

  private long first;
  private int untimed;
  private int period;

  /**
   * A kernel that is plain at first.
   *
   * @param plain the plain one
   * @param exercise makes a better one, and calls {@link #use} when that is ready
   */
  AdaptiveKernel(Kernel plain, Function<AdaptiveKernel, Exercise> exercise) {
    this.plain = plain;
    current = plain;
    demand = new Demand(() -> exercise.apply(this));
  }

  @Override
  public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
    Kernel now = current;
    if (now != plain) {
      now.run(arrays, geometry, scratch, from, to);
    } else if (untimed < period) {
      untimed++;
      now.run(arrays, geometry, scratch, from, to);
    } else {
      timed(arrays, geometry, scratch, from, to);
    }
  }

  void use(Kernel kernel) {
    current = kernel;
  }

  /**
   * A run of plain loops that is timed for those before it. It is a method of its own: where loops
   * are short it is called so rarely that compilers leave it out of the steps that run kernels, and
   * need not compile those anew when it first comes to something.
   */
  private void timed(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
    long start = System.nanoTime();
    plain.run(arrays, geometry, scratch, from, to);
    long end = System.nanoTime();
    if (demand.taken() == 0) {
      first = start;
    }
    long taken = Math.max(1, end - start);
    demand.count(taken * (1 + untimed));
    untimed = 0;
    period = (int) Math.min(MOST_UNTIMED, BETWEEN / taken);
    long since = end - first;
    if (since > LONG && demand.taken() > SHARE * since) {
      demand.ask();
    }
  }
}
