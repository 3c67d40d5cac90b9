package org.chainrule.engine.kernel;

import java.util.function.Consumer;

/**
 * A kernel that can be exchanged for one that gives the same bits: plain loops at first, which are
 * fast soon; once they took a while, somebody is asked for something better.
 */
final class AdaptiveKernel implements Kernel {
  /**
   * Nanoseconds that plain loops run before their speed matters: short jobs need the processors.
   */
  private static final long PATIENCE = 150_000_000;

  /**
   * Nanoseconds after the first run from which it matters if they run as long as {@link #SHORT}.
   */
  private static final long LONG = 500_000_000;

  private static final long SHORT = 5_000_000;

  /** Written by another thread at any time; a reader may well see the old one for a while. */
  private Kernel current;

  AdaptiveKernel(Kernel plain, Consumer<AdaptiveKernel> whenHot) {
    current = new Timed(plain, whenHot);
  }

  @Override
  public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
    current.run(arrays, geometry, scratch, from, to);
  }

  void use(Kernel kernel) {
    current = kernel;
  }

  /** Plain loops with a clock. That threads may lose counts of each other does no harm. */
  private final class Timed implements Kernel {
    private final Kernel plain;
    private final Consumer<AdaptiveKernel> whenHot;
    private long first;
    private long nanoseconds;

    Timed(Kernel plain, Consumer<AdaptiveKernel> whenHot) {
      this.plain = plain;
      this.whenHot = whenHot;
    }

    @Override
    public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
      long start = System.nanoTime();
      plain.run(arrays, geometry, scratch, from, to);
      long end = System.nanoTime();
      if (nanoseconds == 0) {
        first = start;
      }
      nanoseconds += end - start;
      boolean slow = nanoseconds > PATIENCE || (nanoseconds > SHORT && end - first > LONG);
      if (slow && current == this) {
        use(plain);
        whenHot.accept(AdaptiveKernel.this);
      }
    }
  }
}
