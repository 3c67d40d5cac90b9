package org.chainrule.explain.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The counts are those of Keras and PyTorch for the same layers, or were worked out by hand. */
class LayerListTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "22x22 -> conv 4x4 stride 2 nobias|10×10×1|16",
        "22x22 -> local 4x4 stride 2 nobias|10×10×1|1600",
        "40x40x3 -> local 4x4 stride 2 nobias|19×19×1|17328",
        "6x6 -> conv 3x3 nobias|4×4×1|9",
        "6x4 -> maxpool 2x2 stride 2|3×2|0",
        "6x4 → pool 2|3×2|0",
        "28x28x1 -> conv 5x5 filters 8 padding 2|28×28×8|208",
        "32x32x16 -> conv 3x3 filters 32 stride 2 dilation 2 padding 1|15×15×32|4640",
        "32x32x16 -> conv 3 filters 32 groups 4|30×30×32|1184",
        "7x7 -> conv 3x2 stride 2x3|3×2×1|7",
        "100 -> conv 5 filters 3|96×3|18",
        "784 -> dense 512 -> relu -> dense 10|10|407050",
        "784 -> dense 10 nobias|10|7840",
        "28x28x1 -> conv 5x5 filters 8 -> relu -> maxpool 2x2 -> flatten -> dense 10|10|11738",
        "28x28x3 -> local 5x5 filters 2|24×24×2|87552",
      })
  void sizesAndCounts(String text, String output, long parameters) {
    LayerList list = LayerList.parse(text);
    assertThat(LayerArithmetic.written(list.layers().getLast().output())).isEqualTo(output);
    assertThat(list.parameters()).isEqualTo(parameters);
  }

  @Test
  void theArithmeticIsShown() {
    CountedLayer shared = LayerList.parse("22x22 -> conv 4x4 stride 2").layers().getFirst();
    assertThat(shared.sizeArithmetic())
        .containsExactly("(22 − 4)/2 + 1 = 10", "(22 − 4)/2 + 1 = 10");
    assertThat(shared.countArithmetic()).isEqualTo("4·4·1·1 + 1 = 17");
    CountedLayer unshared =
        LayerList.parse("40x40x3 -> local 4x4 stride 2 nobias").layers().getFirst();
    assertThat(unshared.countArithmetic()).isEqualTo("19·19·4·4·3·1 = 17,328");
    CountedLayer dilated =
        LayerList.parse("32x31x16 -> conv 3 filters 32 stride 2 dilation 2 padding 1 groups 4")
            .layers()
            .getFirst();
    assertThat(dilated.sizeArithmetic())
        .containsExactly(
            "⌊(32 + 2·1 − 2·(3 − 1) − 1)/2⌋ + 1 = 15", "(31 + 2·1 − 2·(3 − 1) − 1)/2 + 1 = 15");
    assertThat(dilated.countArithmetic()).isEqualTo("3·3·16/4·32 + 32 = 1,184");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "28x28 -> convolve 3x3|10|there is no layer convolve; write conv, local,",
        "28x28 -> conv|10|conv needs a size",
        "28x28 -> conv 3x3 strife 2|19|strife is no setting of conv",
        "28x28 -> dense 10|10|a dense layer reads one axis, not 28×28; put flatten before it",
        "4x4 -> conv 5x5|8|a filter of 5 is larger than the input of 4",
        "4 -> conv 5x5|6|a filter of 5×5 does not move over an input of 4",
        "8x8x3 -> conv 3x3 groups 2|10|2 groups do not divide 3 channels and 1 filters evenly",
        "8x -> flatten|1|expected whole numbers from 1, as 28x28, found 8x",
        "8x8 ->|7|a layer is missing before this",
        "8x8 -> conv 3x3 stride 0|24|expected whole numbers from 1",
        "8x8 -> conv 3x3 stride 1x2x3|24|stride is one number or one for each axis",
      })
  void errorsPoint(String text, int column, String problem) {
    assertThatThrownBy(() -> LayerList.parse(text))
        .hasMessageStartingWith("line 1, column " + column + ": " + problem);
  }

  @Test
  void layersAsFormulas() {
    assertThat(
            LayerProgram.of(LayerList.parse("4 -> dense 3 -> relu -> dense 2 nobias -> softmax")))
        .isEqualTo(
            """
            x: 4
            W1: 3, 4
            b1: 3
            W2: 2, 3
            y: 2
            z1 = W1*x + b1
            a1 = relu(z1)
            z2 = W2*a1
            p2 = softmax(z2)
            C = -sum(y ∘ ln(p2))
            """);
    assertThat(LayerProgram.of(LayerList.parse("4 -> dense 2")))
        .endsWith("C = 1/2*norm(z1 - y)^2\n");
  }

  /** Every channel is a matrix of its own. */
  @Test
  void layersOfPicturesAsFormulas() {
    assertThat(
            LayerProgram.of(
                LayerList.parse(
                    "9x9x2 -> conv 3x3 filters 2 stride 2 groups 2 -> relu -> conv 2x2 nobias"
                        + " -> avgpool 2 stride 1 -> flatten -> dense 3")))
        .isEqualTo(
            """
            x_1: 9, 9
            x_2: 9, 9
            F1_{1,1}: 3, 3
            F1_{2,2}: 3, 3
            F2_1: 2, 2
            F2_2: 2, 2
            W3: 3, 4
            b3: 3
            y: 3
            z1_1 = conv(x_1, F1_{1,1}, 2) + b1_1
            z1_2 = conv(x_2, F1_{2,2}, 2) + b1_2
            a1_1 = relu(z1_1)
            a1_2 = relu(z1_2)
            z2 = conv(a1_1, F2_1) + conv(a1_2, F2_2)
            p2 = meanpool(z2, 2, 1)
            v2 = flatten(p2)
            z3 = W3*v2 + b3
            C = 1/2*norm(z3 - y)^2
            """);
    assertThat(LayerProgram.of(LayerList.parse("6x6 -> conv 3x3 filters 2 -> flatten -> dense 1")))
        .contains("z2 = W2_1*v1_1 + W2_2*v1_2 + b2\n");
    assertThat(LayerProgram.of(LayerList.parse("6x6 -> conv 3x3 filters 2 padding 1 nobias")))
        .contains("z1_2 = conv(x, F1_2, 1, 1)\n", "(norm(z1_1 - y_1)^2 + norm(z1_2 - y_2)^2)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "4x4 -> local 3x3|every place has its own filter; conv has formulas",
        "8x8x3 -> conv 3x3 filters 32|it has 96 filters",
        "9 -> conv 3|conv and pooling have formulas for matrices, alike along both axes",
        "6x6 -> conv 3x2 stride 1x2|conv and pooling have formulas for matrices, alike along both"
            + " axes",
        "6x6 -> maxpool 2x2 padding 1|pooling has formulas without padding and dilation",
        "6x6 -> softmax|here softmax takes one vector; put flatten and dense before it",
      })
  void layersWithoutFormulas(String text, String why) {
    assertThatThrownBy(() -> LayerProgram.of(LayerList.parse(text)))
        .hasMessageContaining(" cannot be written as formulas: " + why)
        .hasMessageEndingWith("; chainrule shapes and chainrule count read it");
  }
}
