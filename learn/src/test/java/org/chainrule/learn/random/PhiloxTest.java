package org.chainrule.learn.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected numbers are those of philox.py beside these tests, unless they name another source. */
class PhiloxTest {
  private static final long SEED = 20260101;
  private static final long STREAM = 7;

  /** The vectors of philox4x32 with 10 rounds in kat_vectors of Random123. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0000000000000000, 0000000000000000, 6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    "ffffffffffffffff, ffffffffffffffff, ffffffffffffffff, 408f276d 41c83b0e a20bc7c6 6d5451fd",
    "85a308d3243f6a88, 0370734413198a2e, 299f31d0a4093822, d16cfe09 94fdcceb 5001e420 24126ea1"
  })
  void agreesWithTheKnownAnswers(String index, String stream, String seed, String expected) {
    int[] words = new int[4];
    Philox.block(hex(seed), hex(stream), hex(index), words, 0);
    assertThat(
            String.join(
                " ", IntStream.of(words).mapToObj(w -> HexFormat.of().toHexDigits(w)).toList()))
        .isEqualTo(expected);
  }

  private static long hex(String digits) {
    return Long.parseUnsignedLong(digits, 16);
  }

  @Test
  void uniformNumbersAreExact() {
    Philox random = new Philox(SEED, STREAM);
    assertThat(DoubleStream.generate(random::uniform).limit(5))
        .containsExactly(
            0.9009948126045716,
            0.7440134531797227,
            0.9223935761847116,
            0.010608093870247637,
            0.8958404915454928);
  }

  @Test
  void normalNumbersFollowBoxAndMuller() {
    Philox random = new Philox(SEED, STREAM);
    double[] expected = {
      -0.0808755973609495,
      2.2559992022311137,
      -0.8856358404931779,
      0.8226686685513056,
      -1.869640517598453
    };
    for (double value : expected) {
      assertThat(random.normal()).isCloseTo(value, within(1e-14));
    }
  }

  @Test
  void boundedNumbersAreUnbiased() {
    Philox ten = new Philox(SEED, STREAM);
    assertThat(IntStream.generate(() -> ten.below(10)).limit(12))
        .containsExactly(9, 0, 7, 1, 9, 7, 0, 2, 8, 6, 6, 1);
    // A quarter of all words must be rejected for this bound.
    Philox large = new Philox(SEED, STREAM);
    assertThat(IntStream.generate(() -> large.below(3 << 29)).limit(8))
        .containsExactly(
            1451153720,
            3678499,
            1198317543,
            307524484,
            395585561,
            1442852104,
            999315329,
            1097867592);
    assertThat(large.position()).isGreaterThan(8);
  }

  @Test
  void permutationsAreExact() {
    assertThat(new Philox(SEED, STREAM).permutation(12))
        .containsExactly(6, 2, 4, 3, 8, 11, 5, 9, 1, 7, 0, 10);
    assertThat(new Philox(SEED, STREAM).permutation(0)).isEmpty();
  }

  @Test
  void aPurposeNamesAStream() {
    Philox random = Philox.of(1, "split");
    assertThat(random.word()).isEqualTo(0x72a8ca06);
    assertThat(Philox.of(1, "split").uniform()).isNotEqualTo(Philox.of(1, "shuffle").uniform());
    assertThat(Philox.of(1, "split").uniform()).isNotEqualTo(Philox.of(2, "split").uniform());
  }

  @Test
  void resumesFromAnyPosition() {
    Philox whole = new Philox(SEED, STREAM);
    int[] words = IntStream.generate(whole::word).limit(11).toArray();
    for (int position = 0; position < words.length; position++) {
      Philox resumed = new Philox(SEED, STREAM, position);
      assertThat(resumed.position()).isEqualTo(position);
      for (int i = position; i < words.length; i++) {
        assertThat(resumed.word()).isEqualTo(words[i]);
      }
    }
  }

  @Test
  void manyWordsAreThoseDrawnOneByOne() {
    Philox whole = new Philox(SEED, STREAM);
    int[] words = IntStream.generate(whole::word).limit(24).toArray();
    for (int from = 0; from < 9; from++) {
      for (int count = 0; count < 12; count++) {
        Philox random = new Philox(SEED, STREAM, from);
        int[] drawn = new int[count];
        random.words(drawn);
        assertThat(drawn).isEqualTo(Arrays.copyOfRange(words, from, from + count));
        assertThat(random.position()).isEqualTo(from + count);
        assertThat(random.word()).isEqualTo(words[from + count]);
      }
    }
  }

  @Test
  void momentsAreThoseOfTheDistributions() {
    int count = 100_000;
    Philox random = new Philox(SEED, STREAM);
    double[] uniform = DoubleStream.generate(() -> random.uniform(-1, 3)).limit(count).toArray();
    assertThat(DoubleStream.of(uniform).allMatch(x -> x >= -1 && x < 3)).isTrue();
    // Five standard errors.
    assertThat(DoubleStream.of(uniform).average().orElseThrow()).isCloseTo(1, within(0.02));
    double[] normal = DoubleStream.generate(random::normal).limit(count).toArray();
    assertThat(DoubleStream.of(normal).average().orElseThrow()).isCloseTo(0, within(0.016));
    assertThat(DoubleStream.of(normal).map(x -> x * x).average().orElseThrow())
        .isCloseTo(1, within(0.023));
  }

  @Test
  void rejectsWhatMakesNoSense() {
    assertThatThrownBy(() -> new Philox(1, 1).below(0)).hasMessage("bound 0 is not positive");
    assertThatThrownBy(() -> new Philox(1, 1, -1)).hasMessage("position -1 is negative");
  }
}
