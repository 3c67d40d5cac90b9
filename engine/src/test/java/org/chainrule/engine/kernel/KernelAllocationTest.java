package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.api.Assertions;
import org.chainrule.engine.OtherMachine;
import org.junit.jupiter.api.Test;

/** Once its code is compiled, a kernel allocates nothing. */
class KernelAllocationTest {
  @Test
  void aRunAllocatesNothing() throws Exception {
    String output =
        OtherMachine.output(
            "-XX:+UseSerialGC", KernelSteadyState.class, Kernel.class, Assertions.class);
    assertThat(output.lines().filter(line -> line.endsWith("nothing"))).hasSize(2);
  }
}
