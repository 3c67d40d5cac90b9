package org.chainrule.engine.kernel;

import java.util.function.Consumer;

/**
 * A kernel that can be exchanged for one that gives the same bits: plain loops at first, which are
 * fast soon; once they took a while, somebody is asked for something better.
 */
final class AdaptiveKernel implements Kernel {
  /** Nanoseconds that plain loops run before their speed matters. */
  private static final long PATIENCE = 150_000_000;

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
    private long nanoseconds;

    Timed(Kernel plain, Consumer<AdaptiveKernel> whenHot) {
      this.plain = plain;
      this.whenHot = whenHot;
    }

    @Override
    public void run(Object[] arrays, int[] geometry, Object scratch, int from, int to) {
      long start = System.nanoTime();
      plain.run(arrays, geometry, scratch, from, to);
      nanoseconds += System.nanoTime() - start;
      if (nanoseconds > PATIENCE && current == this) {
        use(plain);
        whenHot.accept(AdaptiveKernel.this);
      }
    }
  }
}
