package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/** What the running thread allocates. */
public final class Allocation {
  private static final ThreadMXBean THREAD = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int RUNS = 500;

  private Allocation() {}

  /**
   * Fails unless a time comes in which many runs in a row, and as many after them, allocate
   * nothing. Before, and while code is compiled anew, vectors are objects.
   */
  public static void assertNoneInTheEnd(Runnable run) {
    long start = System.nanoTime();
    long bytes = Long.MAX_VALUE;
    int quiet = 0;
    while (quiet < 2 && System.nanoTime() - start < PATIENCE.toNanos()) {
      bytes = bytes(run);
      quiet = bytes == 0 ? quiet + 1 : 0;
    }
    assertThat(quiet)
        .as("stretches of %d runs without allocation; the last allocated %d bytes", RUNS, bytes)
        .isEqualTo(2);
  }

  private static long bytes(Runnable run) {
    long before = THREAD.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < RUNS; i++) {
      run.run();
    }
    return THREAD.getCurrentThreadAllocatedBytes() - before;
  }
}
