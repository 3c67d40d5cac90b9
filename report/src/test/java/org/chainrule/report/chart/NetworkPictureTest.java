package org.chainrule.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark.Circle;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Picture;
import org.chainrule.drawing.Mark.Polygon;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Wording;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Standardize;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.chainrule.report.Samples;
import org.junit.jupiter.api.Test;

class NetworkPictureTest {
  private static List<String> texts(Drawing drawing) {
    return Pictures.marks(drawing, Label.class).map(Label::text).toList();
  }

  private static List<Paint> connections(Drawing drawing) {
    return Pictures.marks(drawing, Line.class)
        .filter(line -> line.points().size() == 2)
        .map(Line::paint)
        .toList();
  }

  @Test
  void everyStageStandsThereWithItsShapesAndParameters() throws IOException {
    Drawing drawing = NetworkPicture.of(Samples.digits(), Optional.empty());
    // 64 · 32 + 32 and 32 · 10 + 10
    assertThat(texts(drawing))
        .containsSubsequence(
            "input",
            "[64]",
            "rescale_1",
            "dense_1",
            "[64] → [32]",
            "2,080 parameters",
            "relu_1",
            "dense_2",
            "[32] → [10]",
            "330 parameters")
        .containsSubsequence(Samples.DIGITS);
    assertThat(drawing.description()).endsWith("; 2,410 trained parameters.");
    assertThat(drawing.width()).isBetween(700.0, 960.0);
    Pictures.of(drawing);
  }

  @Test
  void aLineIsAWeight() {
    Model model = Samples.linear(List.of("a", "b"), 1, -2, 0.5, 4);
    List<Paint> lines = connections(NetworkPicture.of(model, Optional.empty()));
    // From the smallest to the largest, so that the strong lie on top.
    assertThat(lines.stream().map(Paint::ink))
        .containsExactly(Ink.BLUE, Ink.BLUE, Ink.VERMILION, Ink.BLUE);
    assertThat(lines.stream().map(Paint::opacity)).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void onlyTheFirstAndTheLastOfManyUnitsAreDrawn() {
    Drawing drawing = NetworkPicture.of(Samples.digits(), Optional.empty());
    assertThat(connections(drawing)).hasSize(12 * 12 + 12 * 10);
    assertThat(Pictures.marks(drawing, Note.class).map(Note::text))
        .contains("unit 6 of [64]", "unit 59 of [64]", "unit 10 of [10]")
        .doesNotContain("unit 7 of [64]", "unit 58 of [64]");
  }

  @Test
  void anExampleIsFollowedToItsProbabilities() throws IOException {
    Model model = Samples.digits();
    Tensor example = Samples.picture();
    Drawing drawing = NetworkPicture.of(model, Optional.of(example));
    assertThat(Pictures.marks(drawing, Picture.class).map(Picture::values))
        .containsExactly(example);
    assertThat(Pictures.marks(drawing, Polygon.class)).hasSize(1);
    Predictions predictions = model.predict(Features.of(example.toArray(), 64));
    for (int i = 0; i < 10; i++) {
      assertThat(texts(drawing)).contains(Wording.probability(predictions.probability(0, i)));
    }
    Pictures.of(drawing);
  }

  @Test
  void unitsHoldWhatBecomesOfTheExample() {
    Model model = Samples.linear(List.of("a", "b"), 1, -2, 0.5, 4);
    // x W = (1 + 1, −2 + 8)
    Drawing drawing = NetworkPicture.of(model, Optional.of(Tensor.vector(1, 2)));
    assertThat(Pictures.marks(drawing, Note.class).map(Note::text))
        .containsExactly(
            "unit 1 of [2]: 1.000",
            "unit 2 of [2]: 2.000",
            "unit 1 of [2]: 2.000",
            "unit 2 of [2]: 6.000");
    assertThat(
            Pictures.marks(drawing, Circle.class)
                .map(Circle::fill)
                .filter(fill -> fill.ink() == Ink.BLUE)
                .map(Paint::opacity))
        .containsExactly(0.5, 1.0, 2.0 / 6, 1.0);
  }

  @Test
  void picturesAndStatisticsHaveTheirPlace() throws IOException {
    Network network =
        Network.of(
            Shape.of(8, 8),
            new Standardize(),
            new Flatten(),
            new Dense(3),
            Activation.TANH,
            new Dense(4),
            Activation.GELU,
            new Dense(2));
    Model model = Samples.model(network, List.of("no", "yes"));
    Drawing drawing = NetworkPicture.of(model, Optional.of(Samples.picture()));
    assertThat(texts(drawing))
        .contains("input", "[8, 8]", "128 statistics", "[8, 8] → [64]", "195 parameters")
        .doesNotContain("example");
    assertThat(Pictures.marks(drawing, Picture.class).map(Picture::values))
        .containsExactly(Samples.picture());
    Pictures.of(drawing);
  }

  @Test
  void weightsThatAreNotFiniteAreTheFaintest() throws IOException {
    Model model = Samples.linear(List.of("a", "b"), Double.NaN, Double.POSITIVE_INFINITY, 0, 0);
    Drawing drawing = NetworkPicture.of(model, Optional.of(Tensor.vector(1, 1)));
    assertThat(connections(drawing)).hasSize(4);
    assertThat(texts(drawing)).contains("NaN\u00A0%");
    Pictures.of(drawing);
  }

  @Test
  void noLayersIsANetworkToo() throws IOException {
    Model model = Samples.model(Network.of(Shape.of(2)), List.of("a", "b"));
    Drawing drawing = NetworkPicture.of(model, Optional.empty());
    assertThat(texts(drawing)).containsExactly("input", "[2]", "a", "b");
    Pictures.of(drawing);
  }
}
