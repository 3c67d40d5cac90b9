package org.chainrule.engine.thread;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class RegionAllocationTest {

  @Test
  void aRegionAllocatesNothing() {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int[] done = new int[64];
    Task task = (thread, threads) -> done[32 * thread]++;
    long fewest = Long.MAX_VALUE;
    try (Workers workers = Workers.of(2)) {
      for (int attempt = 0; attempt < 50 && fewest > 0; attempt++) {
        long before = bean.getCurrentThreadAllocatedBytes();
        for (int region = 0; region < 1000; region++) {
          workers.run(task);
        }
        fewest = Math.min(fewest, bean.getCurrentThreadAllocatedBytes() - before);
      }
    }
    assertThat(fewest).isZero();
  }
}
