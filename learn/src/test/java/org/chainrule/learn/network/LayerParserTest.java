package org.chainrule.learn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayerParserTest {
  private static final Shape PICTURE = Shape.of(8, 8);

  private static List<Layer> parse(String text) {
    return LayerParser.parse(text, PICTURE, Optional.empty());
  }

  @Test
  void layersAreReadWithTheWeightsThatTheirActivationsWant() {
    assertThat(parse("Conv 4 3x3 pad 1, BatchNorm,RELU , max_pool 2,flatten, dense 5, tanh"))
        .containsExactly(
            new Convolution(4, Window.of(3, 3).withPadding(1)),
            new BatchNorm(),
            Activation.RELU,
            Pool.of(Pooling.MAX, 2),
            new Flatten(),
            new Dense(5, new Initializer.Glorot()),
            Activation.TANH);
    Initializer zeros = new Initializer.Constant(0);
    assertThat(LayerParser.parse("flatten, dense 5, relu", PICTURE, Optional.of(zeros)))
        .contains(new Dense(5, zeros));
  }

  @Test
  void aWindowOfOneSizeIsSquareForPicturesAndAlongTimeForSequences() {
    assertThat(parse("conv 4 3 pad same, relu").getFirst())
        .isEqualTo(new Convolution(4, Window.of(3).withPadding(1)));
    assertThat(parse("reshape 1x8x8, conv 4 3 pad same, relu").get(1))
        .isEqualTo(new Convolution(4, Window.of(3, 3).withPadding(1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "conv 4 3x3, mxpool 2           | 13 | 'mxpool' is not a layer that is known",
        "dense                          |  6 | a number of units is expected",
        "conv 4 3x3 pad 1 relu          | 18 | 'relu' does not belong to this layer; a comma",
        "flatten, dense 0               | 16 | '0', but a number of units is expected",
        "flatten, dense 3x3             | 16 | '3x3', but a number of units is expected",
        "conv 4 3by3                    |  8 | '3by3', but a window such as 3x3 is expected",
        "conv 4 3x3 pad -1              | 16 | '-1', but a padding or 'same' is expected",
        "conv 4 2x2 pad same            |  1 | pad same: a window of size 2 has no middle",
        "conv 4 9x9                     |  1 | convolution_1: unfold: window [9, 9]",
        "conv 4 3x3 no pad              | 15 | 'bias' is expected",
        "dropout 1                      |  1 | dropout: the rate 1.0 is not at least 0",
        "relu, , relu                   |  7 | a layer is expected",
        "relu,                          |  6 | a layer is expected",
        "lstm 4, tanh, add a            | 15 | add_1: no earlier place has the label 'a'; there",
        "relu as a, tanh as a           | 12 | label_2: the label 'a' stands twice",
        "relu as 1                      |  1 | label: '1' is not a letter and then letters",
        "flatten as a, dense 5, add a   | 24 | add_1: examples of shape [5] do not go together",
        "dense 5                        |  1 | dense_1: reads vectors, not examples of shape [8,"
            + " 8]",
        "lstm 4, standardize            |  9 | network: standardize reads raw features: put it",
        "maxpool 3x3 pad 2              |  1 | pool: padding [2, 2] is more than half",
      })
  void mistakesAreToldWithTheirPlace(String text, int column, String message) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(LayerException.class, e -> assertThat(e.column()).isEqualTo(column))
        .hasMessageStartingWith(message);
  }
}
