package org.chainrule.engine.warmup;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Whether there is something left of the processors. */
@SuppressForbidden("no standard class tells how busy processors are")
final class Processors {
  private final OperatingSystemMXBean system =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private long lookedAt = System.nanoTime() - WarmUp.GLANCE;
  private boolean free = true;

  /** Whether a processor had nothing to do for at least half of the time lately. */
  boolean isOneFree() {
    long now = System.nanoTime();
    if (now - lookedAt >= WarmUp.GLANCE) {
      lookedAt = now;
      free = (1 - system.getCpuLoad()) * system.getAvailableProcessors() > 0.5;
    }
    return free;
  }
}
