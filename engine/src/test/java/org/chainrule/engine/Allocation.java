package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;

/** What the running thread and the engine's workers allocate. */
public final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RUNS = 500;

  /** So many stretches of runs there are at least, however slow the machine is. */
  private static final int STRETCHES = 20;

  private Allocation() {}

  /**
   * Fails unless a time comes in which many runs in a row, and as many after them, allocate
   * nothing. Before, and while code is compiled anew, vectors are objects.
   */
  public static void assertNoneInTheEnd(Runnable run) {
    long start = System.nanoTime();
    long bytes = Long.MAX_VALUE;
    int quiet = 0;
    for (int stretch = 0;
        quiet < 2 && (stretch < STRETCHES || System.nanoTime() - start < PATIENCE.toNanos());
        stretch++) {
      bytes = bytes(run);
      quiet = bytes == 0 ? quiet + 1 : 0;
    }
    assertThat(quiet)
        .as("stretches of %d runs without allocation; the last allocated %d bytes", RUNS, bytes)
        .isEqualTo(2);
  }

  /** Likewise, after so much time in which code may be exchanged for what is faster. */
  public static void assertNoneAfter(Duration warmUp, Runnable run) {
    long start = System.nanoTime();
    while (System.nanoTime() - start < warmUp.toNanos()) {
      run.run();
    }
    assertNoneInTheEnd(run);
  }

  private static long bytes(Runnable run) {
    long[] workers =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("chainrule-worker-"))
            .mapToLong(Thread::threadId)
            .toArray();
    long before = allocated(workers);
    long own = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < RUNS; i++) {
      run.run();
    }
    own = THREADS.getCurrentThreadAllocatedBytes() - own;
    return own + allocated(workers) - before;
  }

  private static long allocated(long[] threads) {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(threads)).sum();
  }
}
