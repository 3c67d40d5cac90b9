package org.chainrule.learn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.chainrule.learn.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomStateTest {
  @ParameterizedTest
  @ValueSource(longs = {0, 1, 42, 4294967295L})
  void drawsWhatNumPyDraws(long seed) {
    Map<String, double[]> numpy = Reference.read("random_state.json", "seed " + seed);
    RandomState random = new RandomState(seed);
    double[] uniform = IntStream.range(0, 700).mapToDouble(i -> random.uniform(-2, 3)).toArray();
    assertThat(Arrays.copyOfRange(uniform, 692, 700)).isEqualTo(numpy.get("uniform"));
    assertThat(random.permutation(23)).isEqualTo(ints(numpy, "permutation"));
    int[] values = IntStream.range(5, 14).toArray();
    assertThat(random.choice(values, 4)).isEqualTo(ints(numpy, "choice"));
    double[] sample = {random.uniform(), random.uniform(), random.uniform()};
    assertThat(sample).isEqualTo(numpy.get("sample"));
  }

  private static int[] ints(Map<String, double[]> numpy, String name) {
    return Arrays.stream(Objects.requireNonNull(numpy.get(name))).mapToInt(x -> (int) x).toArray();
  }

  @Test
  void aSeedHasThirtyTwoBits() {
    assertThatThrownBy(() -> new RandomState(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new RandomState(1L << 32)).hasMessageContaining("4294967296");
  }
}
