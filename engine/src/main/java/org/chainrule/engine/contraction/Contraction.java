package org.chainrule.engine.contraction;

import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Mode;
import org.chainrule.engine.thread.Task;
import org.chainrule.engine.thread.Workers;

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

  private final Product product;
  private final Arrangement by;
  private final Operands operands = new Operands();
  private final Part[] parts;
  private final int[] places;
  private final int workspace;
  private final Task task = this::part;

  private Contraction(Product product, Arrangement by, int threads, Mode mode, long worthSharing) {
    this.product = product;
    this.by = by;
    int sharing = product.multiplications() < worthSharing ? 1 : threads;
    parts = new Part[sharing];
    places = new int[sharing];
    int size = 0;
    for (int thread = 0; thread < sharing; thread++) {
      Share share = Share.of(by, thread, sharing);
      parts[thread] = new Part(by, share, operands, mode);
      places[thread] = size;
      size += parts[thread].workspace();
    }
    workspace = size;
  }

  /** A product made ready. */
  public static Contraction of(Product product, Precision precision, int threads) {
    return of(product, Lanes.preferred(precision), threads, Mode.current(), WORTH_SHARING);
  }

  /** Likewise, with vectors of a width, in a mode, and shared from so many multiplications on. */
  static Contraction of(Product product, Lanes lanes, int threads, Mode mode, long worthSharing) {
    return new Contraction(product, Arrangement.of(lanes, product), threads, mode, worthSharing);
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
    return by.description();
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
    operands.a = by.turned ? b : a;
    operands.ao = by.turned ? bo : ao;
    operands.b = by.turned ? a : b;
    operands.bo = by.turned ? ao : bo;
    operands.c = c;
    operands.co = co;
    operands.work = work;
    operands.wo = wo;
    if (parts.length == 1) {
      parts[0].run(wo);
    } else {
      workers.run(task);
    }
  }

  private void part(int thread, int threads) {
    for (int part = thread; part < parts.length; part += threads) {
      parts[part].run(operands.wo + places[part]);
    }
  }
}
