package org.chainrule.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.chainrule.engine.vector.Mapping.Binary;
import org.chainrule.engine.vector.Mapping.Relation;
import org.chainrule.engine.vector.Mapping.Unary;
import org.chainrule.graph.Storage;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A whole stretch against number after number: every length around that of a vector, anywhere. */
class MappingTest {
  private static final int SIZE = 100;
  private static final int LENGTHS = 70;

  static Stream<Named<Kernels<?>>> kernels() {
    return Stream.of(
        Named.of("float32", Kernels.float32()), Named.of("float64", Kernels.float64()));
  }

  private static <A> A numbers(Kernels<A> kernels, long seed) {
    A array = kernels.allocate(SIZE);
    Storage storage = kernels.storage(array);
    Random random = new Random(seed);
    for (int i = 0; i < SIZE; i++) {
      // Now and then two arrays hold the same number.
      storage.set(i, i % 7 == 0 ? i : random.nextGaussian());
    }
    return array;
  }

  private interface Kernel<A> {
    void run(int start, A z, int zo, int n);
  }

  private static <A> void assertEachByEach(Kernels<A> kernels, String name, Kernel<A> kernel) {
    A single = kernels.allocate(SIZE);
    for (int i = 0; i < SIZE; i++) {
      kernel.run(i, single, i, 1);
    }
    for (int n = 0; n <= LENGTHS; n++) {
      int start = n % 5;
      int to = n % 11;
      A whole = kernels.allocate(SIZE);
      kernel.run(start, whole, to, n);
      for (int i = 0; i < SIZE; i++) {
        double wanted = i < to || i >= to + n ? 0 : kernels.storage(single).get(i - to + start);
        assertThat(kernels.storage(whole).get(i))
            .as("%s of %d numbers, place %d", name, n, i)
            .isEqualTo(Double.valueOf(wanted));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  <A> void unary(Kernels<A> kernels) {
    A x = numbers(kernels, 1);
    for (Unary f : Unary.values()) {
      assertEachByEach(
          kernels, f.name(), (at, z, zo, n) -> kernels.mapping().unary(f, x, at, z, zo, n));
    }
    assertEachByEach(
        kernels, "power", (at, z, zo, n) -> kernels.mapping().power(x, at, 1.7, z, zo, n));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  <A> void binary(Kernels<A> kernels) {
    A x = numbers(kernels, 1);
    A y = numbers(kernels, 2);
    for (Binary f : Binary.values()) {
      assertEachByEach(
          kernels, f.name(), (at, z, zo, n) -> kernels.mapping().binary(f, x, at, y, at, z, zo, n));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  <A> void choose(Kernels<A> kernels) {
    A x = numbers(kernels, 1);
    A y = numbers(kernels, 2);
    A a = numbers(kernels, 3);
    A b = numbers(kernels, 4);
    for (Relation relation : Relation.values()) {
      assertEachByEach(
          kernels,
          relation.name(),
          (at, z, zo, n) ->
              kernels.mapping().choose(relation, x, at, y, at, a, at, b, at, z, zo, n));
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  <A> void inPlace(Kernels<A> kernels) {
    for (Unary f : Unary.values()) {
      A x = numbers(kernels, 1);
      A wanted = kernels.allocate(SIZE);
      kernels.mapping().unary(f, x, 0, wanted, 0, SIZE);
      kernels.mapping().unary(f, x, 0, x, 0, SIZE);
      assertThat(x).as(f.name()).isEqualTo(wanted);
    }
  }
}
