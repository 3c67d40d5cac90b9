package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Nest.Store;
import org.chainrule.engine.kernel.Term.Apply;
import org.chainrule.engine.kernel.Term.Combine;
import org.chainrule.engine.kernel.Term.Function;
import org.chainrule.engine.kernel.Term.Load;
import org.chainrule.engine.kernel.Term.Operator;
import org.chainrule.engine.kernel.Term.Reduction;
import org.chainrule.engine.kernel.Term.Total;
import org.chainrule.engine.warmup.WarmUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which kernel a nest gets. */
class KernelsTest {
  /** Softmax of rows. */
  static Nest softmax(Precision precision) {
    return new Nest(
        precision,
        1,
        0,
        true,
        0,
        List.of(1, 1),
        List.of(),
        List.of(false, false),
        List.of(
            new Load(0),
            new Total(Reduction.MAX, 0),
            new Combine(Operator.SUBTRACT, 0, 1),
            new Apply(Function.EXP, 2),
            new Total(Reduction.SUM, 3),
            new Combine(Operator.DIVIDE, 3, 4)),
        List.of(new Store(5, 1)),
        OptionalInt.empty());
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
        List.of(),
        List.of(false, false),
        terms,
        List.of(new Store(functions, 1)),
        OptionalInt.empty());
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
            List.of(),
            List.of(false, false),
            List.of(new Load(0)),
            List.of(new Store(0, 1)),
            OptionalInt.empty());
    assertThatThrownBy(() -> Kernels.compile(nest))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("operand 1 has one element for several numbers");
  }

  @Test
  @Timeout(120)
  void plainLoopsThatTakeLongAskForVectors() {
    Kernel slow =
        (arrays, geometry, scratch, from, to) -> {
          long start = System.nanoTime();
          while (System.nanoTime() - start < Duration.ofMillis(200).toNanos()) {
            Thread.onSpinWait();
          }
        };
    AtomicInteger made = new AtomicInteger();
    AtomicInteger fast = new AtomicInteger();
    AdaptiveKernel kernel =
        new AdaptiveKernel(
            slow,
            it -> {
              made.incrementAndGet();
              Kernel better = (arrays, geometry, scratch, from, to) -> fast.incrementAndGet();
              return new WarmUp.Exercise(() -> 1_000_000, () -> {}, () -> it.use(better));
            });
    while (fast.get() == 0) {
      kernel.run(new Object[0], new int[0], new float[0], 0, 0);
    }
    assertThat(made).hasValue(1);
  }
}
