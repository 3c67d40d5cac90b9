package org.chainrule.engine.network;

import java.time.Duration;
import org.chainrule.engine.Allocation;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Plan;

/**
 * Fails if a training step still allocates after many, when most of its code has been exchanged for
 * vectors; for a virtual machine of its own.
 */
final class SteadyState {
  private static final Duration WARM_UP = Duration.ofSeconds(2);

  private SteadyState() {}

  /** Trains every network on one thread and on two, and says so. */
  public static void main(String[] arguments) {
    for (Training network : Networks.all()) {
      for (int threads = 1; threads <= 2; threads++) {
        Plan plan = network.on(new Engine(Precision.FLOAT32, threads));
        Allocation.assertNoneAfter(WARM_UP, plan::run);
        System.out.println(network + " allocates nothing");
      }
    }
  }
}
