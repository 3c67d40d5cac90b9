package org.chainrule.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Circle;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Score;
import org.chainrule.report.Samples;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {
  private static List<Circle> dots(Drawing drawing, Ink ink) {
    return Pictures.marks(drawing, Circle.class).filter(c -> c.fill().ink() == ink).toList();
  }

  private static List<Line> curves(Drawing drawing, Ink ink) {
    return Pictures.marks(drawing, Line.class)
        .filter(line -> line.paint().ink() == ink && line.width() == 2)
        .toList();
  }

  private static List<String> texts(Drawing drawing) {
    return Pictures.marks(drawing, Label.class).map(Label::text).toList();
  }

  @Test
  void lossFallsAndAccuracyRises() throws IOException {
    Drawing drawing = LearningCurves.of(Samples.history(1, 0.8, 0.5, 0.4), Measure.ACCURACY);
    List<Circle> training = dots(drawing, Ink.BLUE);
    assertThat(training).hasSize(8);
    assertThat(training.subList(0, 4))
        .isSortedAccordingTo((a, b) -> Double.compare(a.centre().y(), b.centre().y()));
    assertThat(training.subList(4, 8))
        .isSortedAccordingTo((a, b) -> Double.compare(b.centre().y(), a.centre().y()));
    // The axis of losses goes from 0, so that the heights are as the losses.
    List<Circle> validation = dots(drawing, Ink.VERMILION);
    assertThat(validation).hasSize(8);
    double floor = 340 - 44;
    assertThat(
            (floor - validation.getFirst().centre().y())
                / (floor - training.getFirst().centre().y()))
        .isCloseTo(1.5, org.assertj.core.data.Offset.offset(1e-9));
    Pictures image = Pictures.of(drawing);
    training.forEach(dot -> assertThat(image.at(dot.centre())).isEqualTo(0x0072B2));
    validation.forEach(dot -> assertThat(image.at(dot.centre())).isEqualTo(0xC65102));
  }

  @Test
  void theKeptEpochIsPointedOut() {
    History history = Samples.history(1, 0.5, 0.6, 0.7);
    Drawing drawing =
        LearningCurves.of(new History(history.epochs(), 2, History.End.PATIENCE), Measure.ACCURACY);
    assertThat(texts(drawing))
        .filteredOn(text -> text.endsWith("kept"))
        .containsExactly("epoch 2 kept", "epoch 2 kept");
    double x = dots(drawing, Ink.BLUE).get(1).centre().x();
    assertThat(Pictures.marks(drawing, Line.class).filter(Line::dashed).findFirst())
        .hasValueSatisfying(line -> assertThat(line.points()).allMatch(point -> point.x() == x));
    assertThat(drawing.description()).contains("epoch 2 were kept");
  }

  @Test
  void withoutValidationThereIsOneCurve() {
    Drawing drawing =
        LearningCurves.of(
            Samples.withoutValidation(Samples.history(1, 0.8, 0.5)), Measure.ACCURACY);
    assertThat(texts(drawing)).contains("training").doesNotContain("validation");
    assertThat(dots(drawing, Ink.VERMILION)).isEmpty();
    assertThat(drawing.description()).doesNotContain("validation");
  }

  @Test
  void oneEpochIsADot() throws IOException {
    Drawing drawing = LearningCurves.of(Samples.history(0.7), Measure.ACCURACY);
    assertThat(dots(drawing, Ink.BLUE)).hasSize(2);
    assertThat(texts(drawing)).containsOnlyOnce("Loss").contains("1").doesNotContain("0.5", "1.5");
    assertThat(Pictures.of(drawing).at(dots(drawing, Ink.BLUE).getFirst().centre()))
        .isEqualTo(0x0072B2);
  }

  @Test
  void manyEpochsAreALineWithoutDots() {
    double[] losses = DoubleStream.iterate(1, loss -> loss * 0.99).limit(500).toArray();
    Drawing drawing = LearningCurves.of(Samples.history(losses), Measure.ACCURACY);
    assertThat(dots(drawing, Ink.BLUE)).isEmpty();
    assertThat(curves(drawing, Ink.BLUE)).anyMatch(line -> line.points().size() == 500);
  }

  @Test
  void aCurveBreaksWhereItIsNotFinite() throws IOException {
    double infinity = Double.POSITIVE_INFINITY;
    Drawing drawing =
        LearningCurves.of(
            Samples.history(1, 0.8, infinity, infinity, Double.NaN, 0.9, 0.6, 0.5),
            Measure.ACCURACY);
    List<Line> pieces = curves(drawing, Ink.BLUE);
    // The swatch of the legend and the pieces of the loss.
    assertThat(pieces.stream().limit(3).map(line -> line.points().size())).containsExactly(2, 2, 3);
    assertThat(texts(drawing).stream().filter("∞"::equals)).hasSize(2);
    assertThat(Pictures.marks(drawing, Note.class).map(Note::text))
        .contains("training, epoch 3: ∞", "validation, epoch 3: ∞");
    Pictures.of(drawing);
  }

  @Test
  void nothingFiniteIsSaid() throws IOException {
    Drawing drawing = LearningCurves.of(Samples.history(Double.NaN, Double.NaN), Measure.ACCURACY);
    assertThat(texts(drawing)).contains("no finite values", "NaN");
    Pictures.of(drawing);
    assertThat(texts(LearningCurves.of(Samples.history(), Measure.ACCURACY)))
        .contains("no finite values");
    assertThat(LearningCurves.of(Samples.history(), Measure.ACCURACY).description())
        .isEqualTo("There was no epoch.");
  }

  @Test
  void perfectAccuracyStaysOnTheAxis() {
    List<Epoch> epochs = new ArrayList<>();
    Stream.of(1, 2)
        .forEach(
            i ->
                epochs.add(
                    new Epoch(i, new Score(0, 1), Optional.empty(), OptionalDouble.of(0.1), 0)));
    Drawing drawing =
        LearningCurves.of(new History(epochs, 2, History.End.LAST_EPOCH), Measure.ACCURACY);
    assertThat(texts(drawing)).contains("100").doesNotContain("101", "102", "105");
    List<Mark> marks = drawing.marks();
    assertThat(marks).isNotEmpty();
    assertThat(dots(drawing, Ink.BLUE)).hasSize(4).allMatch(dot -> dot.centre().y() >= 50);
  }
}
