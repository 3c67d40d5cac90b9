package org.chainrule.engine.contraction;

import java.lang.reflect.Array;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs tiles on numbers of its own until the JVM has compiled them: before, vectors are objects and
 * hundreds of times slower than plain loops.
 */
final class WarmUp {
  /** Steps along the inner axis in a call. */
  private static final int INNER = 32;

  /** So many calls, which have loops, make the JVM's best compiler begin. */
  private static final int CALLS = 1000;

  /** A vector's multiply-add that takes longer than this, in nanoseconds, is not compiled. */
  private static final long SLOW = 10;

  private static final long PAUSE_MILLISECONDS = 2;
  private static final int ATTEMPTS = 1000;

  private static final BlockingQueue<AdaptiveTile> WAITING = new LinkedBlockingQueue<>();

  static {
    Thread.ofPlatform().daemon().name("chainrule-warm-up").start(WarmUp::work);
  }

  private WarmUp() {}

  /** Warms a tile up some time, after those that came before, and then changes it. */
  static void add(AdaptiveTile tile) {
    WAITING.add(tile);
  }

  private static void work() {
    try {
      while (true) {
        warm(WAITING.take());
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static void warm(AdaptiveTile tile) throws InterruptedException {
    TileForm form = tile.form();
    int tallest = form.lanes().tallest();
    Class<?> number =
        switch (form.lanes().precision()) {
          case FLOAT32 -> float.class;
          case FLOAT64 -> double.class;
        };
    Object a = Array.newInstance(number, tallest * INNER);
    Object b = Array.newInstance(number, form.width() * INNER);
    Object c = Array.newInstance(number, tallest * form.width());
    int[] rows = Offsets.affine(tallest, 1).table();
    int[] innerA = Offsets.affine(INNER, tallest).table();
    int[] innerB = Offsets.affine(INNER, form.width()).table();
    int[] rowsC = Offsets.affine(tallest, form.width()).table();
    long limit = SLOW * INNER * form.rows() * form.vectors();
    for (int call = 0; call < CALLS + ATTEMPTS; call++) {
      long begin = System.nanoTime();
      tile.vectors()
          .run(
              form.rows(),
              form.width(),
              INNER,
              a,
              0,
              rows,
              0,
              innerA,
              0,
              b,
              0,
              innerB,
              0,
              c,
              0,
              rowsC,
              0,
              call % 2 == 1);
      if (System.nanoTime() - begin < limit) {
        tile.change();
        return;
      }
      if (call >= CALLS) {
        Thread.sleep(PAUSE_MILLISECONDS);
      }
    }
  }
}
