package org.chainrule.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.chainrule.engine.OtherMachine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.interpreter.ErrorFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random nests: vectors of every width and plain loops give the same bits, and those are right. */
class RandomNestsTest {
  private static final int BATCHES = 10;
  private static final int NESTS = 30;
  private static final int[] BITS = {64, 128, 256, 512};

  static LongStream batches() {
    return LongStream.range(0, BATCHES);
  }

  @ParameterizedTest
  @MethodSource("batches")
  void asByDefinition(long batch) {
    for (long seed = batch * NESTS; seed < (batch + 1) * NESTS; seed++) {
      NestSample sample = new NestSample(seed);
      Object[] expected = expected(sample);
      Object[] actual = sample.arrays();
      run(Kernels.plain(Schedule.of(sample.nest())), sample, actual, sample.end());
      assertClose(sample, actual, expected, "seed " + seed + ", " + sample.nest());
    }
  }

  @ParameterizedTest
  @MethodSource("batches")
  void sameBitsInVectors(long batch) {
    for (long seed = batch * NESTS; seed < (batch + 1) * NESTS; seed++) {
      NestSample sample = new NestSample(seed);
      Object[] expected = sample.arrays();
      run(Kernels.plain(Schedule.of(sample.nest())), sample, expected, sample.end());
      for (int part : List.of(sample.end(), 3)) {
        int bits = BITS[(int) ((seed + part) % BITS.length)];
        Object[] actual = sample.arrays();
        run(Kernels.vector(Schedule.of(sample.nest()), bits), sample, actual, part);
        assertThat(Arrays.deepEquals(actual, expected))
            .as("seed %d, %d bits, %d at a time, %s", seed, bits, part, sample.nest())
            .isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-XX:MaxVectorSize=16", "-XX:UseAVX=2", "-XX:TieredStopAtLevel=1"})
  void sameBitsInAnotherVirtualMachine(String option) throws Exception {
    assertThat(OtherMachine.output(option, KernelBits.class, Kernel.class, ErrorFunction.class))
        .endsWith(KernelBits.compute());
  }

  /** Vector code is warmed up on arrays of its own, which its loops must not leave. */
  @ParameterizedTest
  @MethodSource("batches")
  void rehearsalsStayInTheirArrays(long batch) {
    for (long seed = batch * NESTS; seed < (batch + 1) * NESTS; seed++) {
      Nest nest = new NestSample(seed).nest();
      Kernel kernel = Kernels.vector(Schedule.of(nest), VectorBits.PREFERRED);
      Rehearsal rehearsal = new Rehearsal(kernel, nest, 1);
      long first = rehearsal.run();
      rehearsal.call();
      rehearsal.grow();
      boolean same = nest.lanes() > 0 && nest.axes() == 1;
      assertThat(rehearsal.run())
          .as("seed %d, %s", seed, nest)
          .matches(more -> same ? more == first : more > first);
    }
  }

  /** Runs all work, so many places at a time. */
  private static void run(Kernel kernel, NestSample sample, Object[] arrays, int part) {
    if (!sample.splits() || part >= sample.end()) {
      kernel.run(
          arrays, sample.geometry(), KernelInput.scratch(sample.precision()), 0, sample.end());
      return;
    }
    for (int from = 0; from < sample.end(); from += part) {
      int to = Math.min(from + part, sample.end());
      kernel.run(arrays, sample.geometry(), KernelInput.scratch(sample.precision()), from, to);
    }
  }

  private static Object[] expected(NestSample sample) {
    Object[] arrays = sample.arrays();
    new NestReference(sample, arrays)
        .results()
        .forEach(
            result ->
                KernelInput.set(arrays[result.operand()], result.position(), result.number()));
    return arrays;
  }

  private static void assertClose(
      NestSample sample, Object[] actual, Object[] expected, String what) {
    double tolerance = sample.precision() == Precision.FLOAT32 ? 2e-4 : 1e-12;
    for (int operand = 0; operand < actual.length; operand++) {
      for (int k = 0; k < Array.getLength(actual[operand]); k++) {
        double found = Array.getDouble(actual[operand], k);
        double wanted = Array.getDouble(expected[operand], k);
        boolean close =
            Double.compare(found, wanted) == 0
                || Math.abs(found - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
        assertThat(close)
            .as("%s, operand %d, place %d: %s, not %s", what, operand, k, found, wanted)
            .isTrue();
      }
    }
  }
}
