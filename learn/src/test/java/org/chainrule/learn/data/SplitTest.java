package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplitTest {
  private static final double[] SHARES = {0.7, 0.15, 0.15};

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 20260101})
  void everyExampleGoesToOnePartAndEveryClassKeepsItsProportion(long seed) {
    Philox random = new Philox(seed, 0);
    int classes = 1 + random.below(12);
    int[] indices =
        IntStream.range(0, 1 + random.below(300)).map(_ -> random.below(classes)).toArray();
    List<String> names = IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    Labels labels = new Labels(indices, names);

    int[][] parts = Split.stratify(labels, SHARES, seed);

    List<Integer> all = new ArrayList<>();
    for (int part = 0; part < SHARES.length; part++) {
      assertThat(parts[part]).isSorted();
      all.addAll(Arrays.stream(parts[part]).boxed().toList());
      int[] counts = labels.select(parts[part]).counts();
      for (int label = 0; label < classes; label++) {
        double share = labels.counts()[label] * SHARES[part];
        assertThat((double) counts[label])
            .as("seed %d, part %d, class %d", seed, part, label)
            .isBetween(Math.floor(share + 1e-9), Math.ceil(share - 1e-9));
      }
    }
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, indices.length).boxed().toList());
  }

  @Test
  void manySmallClassesStillFillEveryPart() {
    int[] indices = IntStream.range(0, 300).map(example -> example % 100).toArray();
    List<String> names = IntStream.range(0, 100).mapToObj(Integer::toString).toList();
    int[][] parts = Split.stratify(new Labels(indices, names), SHARES, 5);
    assertThat(parts[0]).hasSize(210);
    assertThat(parts[1]).hasSize(45);
    assertThat(parts[2]).hasSize(45);
  }

  /** Expected numbers are those of split.py beside these tests. */
  @Test
  void digitsAreDividedTheSameWayOnEveryPlatform() {
    Split split = Split.stratified(Digits.load(), 0.15, 0.15, 42);
    assertThat(split.train().count()).isEqualTo(1258);
    assertThat(split.validation().count()).isEqualTo(270);
    assertThat(split.test().count()).isEqualTo(269);
    assertThat(split.test().name()).isEqualTo("digits (test)");
    int[][] parts = Split.stratify(Digits.load().labels(), SHARES, 42);
    assertThat(parts[0]).startsWith(0, 3, 4, 5, 6, 7, 9, 10);
    assertThat(parts[1]).startsWith(13, 14, 20, 29, 32, 34, 45, 51);
    assertThat(parts[2]).startsWith(1, 2, 8, 22, 25, 26, 33, 35);
    assertThat(Arrays.stream(parts).mapToInt(part -> IntStream.of(part).sum()))
        .containsExactly(1152361, 229248, 232097);
    int[] otherSeed = Split.stratify(Digits.load().labels(), SHARES, 43)[2];
    assertThat(otherSeed).isNotEqualTo(parts[2]);
  }

  @Test
  void aPartMayBeEmptyButNotTheTrainingPart() {
    Split split = Split.stratified(Digits.load(), 0, 0.2, 1);
    assertThat(split.validation().count()).isZero();
    assertThatThrownBy(() -> Split.stratified(Digits.load(), 0.5, 0.5, 1))
        .hasMessage(
            "validation share 0.5 and test share 0.5 must be at least 0 and together less than 1");
    assertThatThrownBy(() -> Split.stratified(Digits.load(), -0.1, 0.5, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Split.stratify(Digits.load().labels(), new double[] {0.5, 0.4}, 1))
        .hasMessage("shares [0.5, 0.4] must be at least 0 and have sum 1");
  }
}
