package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.incubator.vector.VectorShape;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Nest.Store;
import org.chainrule.engine.kernel.Term.Apply;
import org.chainrule.engine.kernel.Term.Combine;
import org.chainrule.engine.kernel.Term.Function;
import org.chainrule.engine.kernel.Term.Load;
import org.chainrule.engine.kernel.Term.Operator;
import org.chainrule.engine.kernel.Term.Reduction;
import org.chainrule.engine.kernel.Term.Total;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which kernel a nest gets. */
class KernelsTest {
  private static final int SIZE = 70;

  /** Softmax of rows. */
  private static Nest softmax(Precision precision) {
    return new Nest(
        precision,
        1,
        0,
        true,
        0,
        List.of(1, 1),
        List.of(false, false),
        List.of(
            new Load(0),
            new Total(Reduction.MAX, 0),
            new Combine(Operator.SUBTRACT, 0, 1),
            new Apply(Function.EXP, 2),
            new Total(Reduction.SUM, 3),
            new Combine(Operator.DIVIDE, 3, 4)),
        List.of(new Store(5, 1)));
  }

  private static Nest chain(int functions) {
    List<Term> terms = new ArrayList<>(List.of(new Load(0)));
    for (int i = 0; i < functions; i++) {
      terms.add(new Apply(Function.TANH, i));
    }
    return new Nest(
        Precision.FLOAT32,
        0,
        0,
        false,
        0,
        List.of(1, 1),
        List.of(false, false),
        terms,
        List.of(new Store(functions, 1)));
  }

  @Test
  void equalNestsShareIt() {
    assertThat(Kernels.compile(softmax(Precision.FLOAT32)))
        .isSameAs(Kernels.compile(softmax(Precision.FLOAT32)))
        .isNotSameAs(Kernels.compile(softmax(Precision.FLOAT64)));
  }

  @Test
  void tooLargeANestHasNone() {
    assertThat(Kernels.fits(chain(1))).isTrue();
    assertThat(Kernels.fits(chain(100))).isFalse();
    assertThatThrownBy(() -> Kernels.compile(chain(100)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("too large for a kernel");
  }

  @Test
  void oneElementIsNotForManyNumbers() {
    Nest nest =
        new Nest(
            Precision.FLOAT32,
            0,
            0,
            false,
            0,
            List.of(1, 0),
            List.of(false, false),
            List.of(new Load(0)),
            List.of(new Store(0, 1)));
    assertThatThrownBy(() -> Kernels.compile(nest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("operand 1 has one element for several numbers");
  }

  @Test
  void plainLoopsThatTakeLongAskForVectors() {
    AtomicInteger asked = new AtomicInteger();
    Kernel slow =
        (arrays, geometry, scratch, from, to) -> {
          long start = System.nanoTime();
          while (System.nanoTime() - start < Duration.ofMillis(10).toNanos()) {
            Thread.onSpinWait();
          }
        };
    int[] fast = new int[1];
    AdaptiveKernel kernel =
        new AdaptiveKernel(
            slow,
            it -> {
              asked.incrementAndGet();
              it.use((arrays, geometry, scratch, from, to) -> fast[0]++);
            });
    for (int i = 0; i < 5; i++) {
      kernel.run(new Object[0], new int[0], new float[0], 0, 0);
    }
    assertThat(asked).hasValue(1);
    assertThat(fast[0]).isEqualTo(4);
  }

  /** Vectors are objects until the code is compiled. */
  @ParameterizedTest
  @EnumSource
  void aRunAllocatesNothing(Precision precision) {
    Kernel kernel = Kernels.vector(Schedule.of(softmax(precision)), VectorShape.preferredShape());
    boolean single = precision == Precision.FLOAT32;
    Object x = single ? new float[SIZE] : new double[SIZE];
    Object scratch = single ? new float[64] : new double[64];
    Object[] arrays = {x, single ? new float[SIZE] : new double[SIZE]};
    int[] geometry = {0, 0, 2, SIZE / 2, SIZE / 2, SIZE / 2};
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long fewest = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 100 && fewest > 0; attempt++) {
      long before = thread.getCurrentThreadAllocatedBytes();
      for (int run = 0; run < 1000; run++) {
        kernel.run(arrays, geometry, scratch, 0, 2);
      }
      fewest = Math.min(fewest, thread.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(fewest).isZero();
  }
}
