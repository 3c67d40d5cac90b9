package org.chainrule.search.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.chainrule.learn.random.Philox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpaceTextTest {
  @Test
  void valuesAndRangesAreRead() {
    Space space =
        SpaceText.parse(
            "hidden_layer_sizes=(50,),(20, 10),7 ; activation='relu',logistic;"
                + " alpha=log(1e-6, 1); batch_size=int(1,3);");
    assertThat(space.dimensions())
        .containsEntry(
            "hidden_layer_sizes", new Dimension.Choice(List.of("(50,)", "(20, 10)", "(7,)")))
        .containsEntry("activation", new Dimension.Choice(List.of("relu", "logistic")))
        .containsEntry("alpha", new Dimension.Range(1e-6, 1, true, false))
        .containsEntry("batch_size", new Dimension.Range(1, 3, false, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alfa=1                      | column 1: there is no hyper-parameter alfa
          alpha=1; tol                | column 10: 'tol' has no '='
          alpha=1; alpha=2            | column 10: alpha stands here a second time
          alpha=1,,2                  | column 9: a value of alpha is missing
          alpha=1,x                   | column 9: alpha is 'x'
          alpha=-1                    | column 7: alpha is -1.0; it must be at least 0
          activation=elu              | column 12: activation is elu
          alpha=uniform(2,1)          | column 7: the bounds 2.0 and 1.0
          alpha=log(0,1)              | column 7: the lower bound 0.0 of a logarithm
          alpha=log(1,b)              | column 13: 'b' is not a number
          hidden_layer_sizes=(5,      | column 23: a bracket is not closed
          alpha=1)                    | column 8: ')' closes nothing
          ;                           | column 1: there is no hyper-parameter
          """)
  void whatIsWrongIsNamedWithItsColumn(String text, String message) {
    assertThatThrownBy(() -> SpaceText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void combinationsAreAllTheLastFastest() {
    Space space = SpaceText.parse("alpha=1,2; tol=0.5,0.25");
    assertThat(space.combinations().stream().map(c -> List.copyOf(c.values())))
        .containsExactly(
            List.of("1", "0.5"), List.of("1", "0.25"), List.of("2", "0.5"), List.of("2", "0.25"));
    assertThatThrownBy(() -> SpaceText.parse("alpha=uniform(0,1)").combinations())
        .hasMessageContaining("alpha is a range");
  }

  @Test
  void drawsFollowTheirDistribution() {
    Philox random = Philox.of(1, "draws");
    Dimension log = new Dimension.Range(1e-4, 1, true, false);
    Dimension whole = new Dimension.Range(1, 4, false, true);
    int[] decades = new int[4];
    int[] numbers = new int[5];
    for (int i = 0; i < 4000; i++) {
      double x = Double.parseDouble(log.draw(random));
      assertThat(x).isBetween(1e-4, 1.0);
      decades[(int) Math.min(3, Math.floor(-Math.log10(x)))]++;
      numbers[Integer.parseInt(whole.draw(random))]++;
    }
    // Five deviations of a binomial count of 4000 with p = 1/4.
    for (int i = 0; i < 4; i++) {
      assertThat(decades[i]).isBetween(1000 - 137, 1000 + 137);
      assertThat(numbers[i + 1]).isBetween(1000 - 137, 1000 + 137);
    }
  }
}
