package org.chainrule.bench.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.chainrule.graph.Shape;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.junit.jupiter.api.Test;

class ExamplesTest {
  @Test
  void threeOfTenLettersPixelsAreBlack() {
    Examples letters = Examples.binary(1000, 128, 10, 1);
    double ones = IntStream.range(0, 128_000).map(i -> (int) letters.at(i / 128, i % 128)).sum();
    // Each place of each class has 0.1 or 0.5, of deviation 0.2: a mean of 1280 has 0.2/√1280.
    assertThat(ones / 128_000).isCloseTo(0.3, within(4 * 0.0056));
    assertThat(letters.label(23)).isEqualTo(3);
  }

  @Test
  void continuousNumbersHaveMeanZeroAndVarianceOne() {
    Examples examples = Examples.continuous(400, 200, 1, 10, 1);
    double[] x =
        IntStream.range(0, 80_000).mapToDouble(i -> examples.at(i / 200, i % 200)).toArray();
    double mean = IntStream.range(0, x.length).mapToDouble(i -> x[i]).average().orElseThrow();
    double square =
        IntStream.range(0, x.length).mapToDouble(i -> x[i] * x[i]).average().orElseThrow();
    assertThat(mean).isCloseTo(0, within(0.08));
    assertThat(square).isCloseTo(1, within(0.08));
  }

  @Test
  void aPatchSharesItsCentre() {
    Examples examples = Examples.continuous(2000, 4, 2, 1, 1);
    double[] means = new double[4];
    for (int i = 0; i < 8000; i++) {
      means[i % 4] += examples.at(i / 4, i % 4) / 2000;
    }
    assertThat(means[0]).isCloseTo(means[1], within(0.1));
    assertThat(means[2]).isCloseTo(means[3], within(0.1));
    assertThat(means[0]).isNotCloseTo(means[2], within(0.1));
  }

  @Test
  void wordsAreMostlyOfTheirClassesShare() {
    Examples examples = Examples.words(1000, 20, 100, 2, 1);
    long own =
        IntStream.range(0, 20_000)
            .filter(i -> (int) examples.at(i / 20, i % 20) / 50 == examples.label(i / 20))
            .count();
    assertThat(own / 20_000.0).isCloseTo(0.95, within(0.01));
    assertThat(IntStream.range(0, 20_000).mapToDouble(i -> examples.at(i / 20, i % 20)))
        .allMatch(word -> word >= 0 && word < 100 && word == Math.rint(word));
  }

  @Test
  void classesOfTheGridFollowTheSigns() {
    Examples examples = Examples.octants(100, 1);
    for (int i = 0; i < 100; i++) {
      int expected = examples.at(i, 0) > 0 ? 2 : 0;
      expected += (examples.at(i, 1) > 0) == (examples.at(i, 2) > 0) ? 1 : 0;
      assertThat(examples.label(i)).isEqualTo(expected);
    }
  }

  @Test
  void aDatasetHasTheNumbersAndClassesInTheirOrder() {
    Examples examples = Examples.continuous(6, 2, 1, 3, 1);
    Dataset dataset = examples.dataset(Network.of(Shape.of(2), new Dense(3)));
    assertThat(dataset.exampleShape()).containsExactly(2);
    assertThat(dataset.classes()).containsExactly("0", "1", "2");
    for (int i = 0; i < 6; i++) {
      assertThat(dataset.features().at(i, 0)).isEqualTo(examples.at(i, 0));
      assertThat(dataset.features().at(i, 1)).isEqualTo(examples.at(i, 1));
      assertThat(dataset.labels().index(i)).isEqualTo(i % 3);
    }
  }
}
