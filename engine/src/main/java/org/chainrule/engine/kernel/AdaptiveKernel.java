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

  /** Written by another thread at any time; a reader may well see the old one for a while. */
  private Kernel current;

  /**
   * A kernel that is plain at first.
   *
   * @param plain the plain one
   * @param exercise makes a better one, and calls {@link #use} when that is ready
   */
  AdaptiveKernel(Kernel plain, Function<AdaptiveKernel, Exercise> exercise) {
    current = new Plain(plain, new Demand(() -> exercise.apply(this)));
  }

  @Override
  public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
    current.run(arrays, geometry, scratch, from, to);
  }

  void use(Kernel kernel) {
    current = kernel;
  }

  /** Plain loops with a clock, until vectors are asked for; then runs are counted only. */
  private static final class Plain implements Kernel {
    private final Kernel loops;
    private final Demand demand;
    private long first;
    private long runs;

    /** Nanoseconds of a run, on average. */
    private long mean;

    Plain(Kernel loops, Demand demand) {
      this.loops = loops;
      this.demand = demand;
    }

    @Override
    public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
      if (demand.isAsked()) {
        loops.run(arrays, geometry, scratch, from, to);
        demand.count(mean);
        return;
      }
      long start = System.nanoTime();
      loops.run(arrays, geometry, scratch, from, to);
      long end = System.nanoTime();
      if (demand.taken() == 0) {
        first = start;
        runs = 0;
      }
      runs++;
      demand.count(end - start);
      long since = end - first;
      if (since > LONG && demand.taken() > SHARE * since) {
        demand.ask();
      }
      if (demand.isAsked()) {
        mean = Math.max(1, demand.taken() / Math.max(1, runs));
      }
    }
  }
}
