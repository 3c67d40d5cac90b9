package org.chainrule.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.junit.jupiter.api.Test;

class MistakesTest {
  private static final List<String> CLASSES = List.of("left", "right");

  private static Dataset data(List<String> classes, double[] values, int... labels) {
    return new Dataset(
        "points", List.of(1, 2), Features.of(values, 2), new Labels(labels, classes));
  }

  /** The identity: the class of the larger feature, with probability σ(difference). */
  @Test
  void mistakesAreCountedAndSortedByConfidence() {
    Model model = Samples.linear(CLASSES, 1, 0, 0, 1);
    Dataset data = data(CLASSES, new double[] {3, 1, 0, 1, 5, 1, 1, 2}, 0, 0, 1, 1);
    Mistakes mistakes = Mistakes.of("test", model.predict(data.features()), data);
    assertThat(mistakes.confusion().counts()).containsExactly(List.of(1, 1), List.of(1, 1));
    assertThat(mistakes.misread()).hasSize(2);
    Misread worst = mistakes.misread().getFirst();
    assertThat(worst.example()).isEqualTo(Tensor.of(Shape.of(1, 2), 5, 1));
    assertThat(worst.truth()).isEqualTo("right");
    assertThat(worst.prediction()).isEqualTo("left");
    assertThat(worst.probability()).isEqualTo(1 / (1 + Math.exp(-4)), within(1e-12));
    assertThat(mistakes.misread().getLast().probability())
        .isEqualTo(1 / (1 + Math.exp(-1)), within(1e-12));
  }

  @Test
  void predictionsMustBeOfTheExamples() {
    Dataset data = data(CLASSES, new double[] {3, 1}, 0);
    Predictions predictions = Samples.linear(CLASSES, 1, 0, 0, 1).predict(data.features());
    Dataset turned = data(List.of("right", "left"), new double[] {3, 1}, 0);
    assertThatThrownBy(() -> Mistakes.of("test", predictions, turned))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points has the classes [right, left], the predictions [left, right]");
    Dataset more = data(CLASSES, new double[] {3, 1, 0, 1}, 0, 1);
    assertThatThrownBy(() -> Mistakes.of("test", predictions, more))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("points has 2 examples, but there are 1 predictions");
  }
}
