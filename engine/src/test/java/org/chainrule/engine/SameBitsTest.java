package org.chainrule.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same programs give the same bits, whatever the processor's vectors and the compiler. */
class SameBitsTest {
  @Test
  void inTwoRuns() {
    assertThat(Digest.compute()).isEqualTo(Digest.compute());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-XX:MaxVectorSize=16",
        "-XX:MaxVectorSize=32",
        "-XX:TieredStopAtLevel=1",
        "-Dchainrule.kernels=plain",
        "-Dchainrule.kernels=vector"
      })
  void inAnotherVirtualMachine(String option) throws Exception {
    assertThat(OtherMachine.output(option, Digest.class, Engine.class, Gradient.class, Expr.class))
        .endsWith(Digest.compute());
  }
}
