package org.chainrule.engine.contraction;

import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.thread.Workers;
import org.jspecify.annotations.Nullable;

/**
 * A batch of matrix products C = A·B, made ready for a number of threads.
 *
 * <p>Every element of C is one chain of fused multiply-adds, fma(aₚ, bₚ, …) for p = 0, 1, 2, … from
 * 0 on. Only where at most two rows (or columns) meet columns (or rows) that lie along an inner
 * axis of 64 or more are there sixteen chains, p = i, i + 16, …, whose sums at a distance of 8 are
 * then added, of 4, of 2 and of 1. So there are the same bits whatever the processor, and however
 * many threads there are. A run allocates nothing. One product is run by one caller at a time.
 */
public final class Contraction {
  /** Fewer multiplications are done by the caller alone. */
  private static final long WORTH_SHARING = 100_000;

  /** With fewer multiplications it is not worth finding out whether packing is. */
  private static final int WORTH_TRYING = 1 << 20;

  private final Product product;
  private final String description;
  private final int workspace;
  private final Way other;
  private Way way;

  /** While it is not known which way is faster. */
  private @Nullable Trial trial;

  private Contraction(Product product, Arrangement by, int threads, Mode mode) {
    this.product = product;
    boolean open = mode == Mode.ADAPTIVE && by.packA && product.multiplications() >= WORTH_TRYING;
    Way usual = new Way(by, threads, mode);
    way = usual;
    other = open ? new Way(by.withoutPackedA(), threads, mode) : usual;
    trial = open ? new Trial(() -> usual.ready(false) && other.ready(true)) : null;
    description = by.description(open);
    workspace = Math.max(way.workspace(), other.workspace());
  }

  /** A product made ready. */
  public static Contraction of(Product product, Precision precision, int threads) {
    return of(product, Lanes.preferred(precision), threads, Mode.current(), WORTH_SHARING);
  }

  /** Likewise, with vectors of a width, in a mode, and shared from so many multiplications on. */
  static Contraction of(Product product, Lanes lanes, int threads, Mode mode, long worthSharing) {
    int sharing = sharing(product.multiplications(), worthSharing, threads);
    return new Contraction(product, Arrangement.of(lanes, product, sharing), sharing, mode);
  }

  /** How many threads share so many multiplications. */
  private static int sharing(long multiplications, long worthSharing, int threads) {
    return multiplications < worthSharing ? 1 : threads;
  }

  /** How many columns of B are taken at a time in a product of such sizes. */
  public static int panelWidth(Precision precision, int rows, int columns, int inner, int threads) {
    int sharing = sharing((long) rows * columns * inner, WORTH_SHARING, threads);
    Lanes lanes = Lanes.preferred(precision);
    return Arrangement.vectors(lanes, rows, columns, sharing) * lanes.count();
  }

  /** How many numbers of working memory it needs, for all threads together. */
  public int workspace() {
    return workspace;
  }

  /** Multiplications and additions of a run. */
  public long flops() {
    return 2 * product.multiplications();
  }

  /** How it is computed, in a few words. */
  public String description() {
    return description;
  }

  /**
   * C = A·B; the tensors begin at these positions of the arrays, {@code float[]} or {@code
   * double[]} by the precision. C may share no element with the others.
   *
   * @param work {@link #workspace} numbers, whose values before and after mean nothing
   * @param workers at least as many threads as it was made ready for take part; with fewer, the
   *     others' work is done by these
   */
  public void run(
      Object a, int ao, Object b, int bo, Object c, int co, Object work, int wo, Workers workers) {
    if (trial == null) {
      way.run(a, ao, b, bo, c, co, work, wo, workers);
      return;
    }
    Way next = trial.next() == 0 ? way : other;
    long begin = System.nanoTime();
    next.run(a, ao, b, bo, c, co, work, wo, workers);
    trial.took(System.nanoTime() - begin);
    if (trial.decided()) {
      way = trial.faster() == 0 ? way : other;
      trial = null;
    }
  }
}
