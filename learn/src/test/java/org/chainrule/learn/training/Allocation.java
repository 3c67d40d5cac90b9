package org.chainrule.learn.training;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the running thread allocates. */
final class Allocation {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /** How many bytes an action allocates. */
  static long bytes(Runnable action) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    action.run();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
