package org.chainrule.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Initializer.Distribution;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class InitializerTest {
  private static final Shape SHAPE = Shape.of(100, 100);
  private static final int FAN_IN = 100;
  private static final int FAN_OUT = 50;

  /**
   * An initialiser with the moments and bounds that it is named for.
   *
   * @param lowest no number is below
   * @param highest no number is above
   */
  record Case(
      Initializer initializer, double mean, double variance, double lowest, double highest) {
    static Case uniform(Initializer initializer, double variance) {
      double limit = Math.sqrt(3 * variance);
      return new Case(initializer, 0, variance, -limit, limit);
    }

    static Case normal(Initializer initializer, double variance) {
      double far = 6 * Math.sqrt(variance);
      return new Case(initializer, 0, variance, -far, far);
    }
  }

  static final List<Case> CASES =
      List.of(
          Case.uniform(new Initializer.Glorot(), 2.0 / 150),
          Case.normal(new Initializer.Glorot(Distribution.NORMAL), 2.0 / 150),
          Case.normal(new Initializer.He(), 2.0 / 100),
          Case.uniform(new Initializer.He(Distribution.UNIFORM), 2.0 / 100),
          Case.normal(new Initializer.Lecun(), 1.0 / 100),
          Case.uniform(new Initializer.Lecun(Distribution.UNIFORM), 1.0 / 100),
          Case.uniform(new Initializer.Uniform(0.3), 0.03),
          Case.normal(new Initializer.Normal(0.5), 0.25),
          new Case(new Initializer.Positive(2), 1, 4.0 / 12, 0, 2),
          new Case(new Initializer.Constant(0.7), 0.7, 0, 0.7, 0.7));

  @ParameterizedTest
  @FieldSource("CASES")
  void numbersHaveTheMomentsOfTheirDistribution(Case c) {
    double[] numbers =
        c.initializer.initial(SHAPE, FAN_IN, FAN_OUT, Philox.of(7, "test")).toArray();
    double mean = Arrays.stream(numbers).average().orElseThrow();
    double variance =
        Arrays.stream(numbers).map(v -> (v - c.mean) * (v - c.mean)).average().orElseThrow();
    double deviation = Math.sqrt(c.variance);
    assertThat(mean).isCloseTo(c.mean, within(0.05 * deviation + 1e-12));
    assertThat(variance).isCloseTo(c.variance, within(0.06 * c.variance + 1e-12));
    assertThat(Arrays.stream(numbers).boxed().toList())
        .allMatch(v -> v >= c.lowest && v <= c.highest);
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "4, 9", "9, 4", "1, 3"})
  void orthogonalRowsOrColumnsAreOrthonormal(int rows, int columns) {
    Tensor q =
        new Initializer.Orthogonal()
            .initial(Shape.of(rows, columns), rows, columns, Philox.of(3, "test"));
    int count = Math.min(rows, columns);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        double product = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          product += rows > columns ? q.get(k, i) * q.get(k, j) : q.get(i, k) * q.get(j, k);
        }
        assertThat(product).isCloseTo(i == j ? 1 : 0, within(1e-14));
      }
    }
  }

  @Test
  void sectionsFillEqualParts() {
    Tensor bias =
        new Initializer.Sections(List.of(0.0, 1.0)).initial(Shape.of(6), 1, 1, new Philox(0, 0));
    assertThat(bias).isEqualTo(Tensor.vector(0, 0, 0, 1, 1, 1));
  }
}
