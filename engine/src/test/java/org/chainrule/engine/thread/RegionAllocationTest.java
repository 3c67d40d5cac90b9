package org.chainrule.engine.thread;

import org.chainrule.engine.Allocation;
import org.junit.jupiter.api.Test;

class RegionAllocationTest {

  @Test
  void aRegionAllocatesNothing() {
    int[] done = new int[64];
    Task task = (thread, threads) -> done[32 * thread]++;
    try (Workers workers = Workers.of(2)) {
      Allocation.assertNoneInTheEnd(() -> workers.run(task));
    }
  }
}
