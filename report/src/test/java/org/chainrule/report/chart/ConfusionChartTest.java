package org.chainrule.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Point;
import org.chainrule.report.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfusionChartTest {
  private static final List<String> ABC = List.of("a", "b", "c");

  /** A place in a cell beside its count. */
  private static Point cell(Drawing drawing, String begin) {
    Rectangle cell =
        Pictures.marks(drawing, Note.class)
            .filter(note -> note.text().startsWith(begin))
            .map(note -> (Rectangle) note.marks().getFirst())
            .findFirst()
            .orElseThrow();
    return new Point(cell.x() + 2, cell.y() + 2);
  }

  @Test
  void largerSharesAreDarker() throws IOException {
    Drawing drawing =
        ConfusionChart.of(
            Samples.confusion(
                ABC, new int[] {90, 8, 2}, new int[] {0, 60, 40}, new int[] {1, 0, 9}));
    Pictures image = Pictures.of(drawing);
    int most = image.brightness(cell(drawing, "a predicted as a: 90 (90.0"));
    int fewer = image.brightness(cell(drawing, "b predicted as b: 60 (60.0"));
    assertThat(most).isLessThan(fewer);
    // As a share of its class, 9 of 10 is as much as 90 of 100.
    assertThat(image.brightness(cell(drawing, "c predicted as c: 9"))).isEqualTo(most);
    int often = image.brightness(cell(drawing, "b predicted as c: 40"));
    int seldom = image.brightness(cell(drawing, "a predicted as b: 8"));
    int least = image.brightness(cell(drawing, "a predicted as c: 2"));
    assertThat(often).isLessThan(seldom);
    assertThat(seldom).isLessThan(least);
    assertThat(least).isLessThan(3 * 255);
  }

  @Test
  void whatIsRightIsBlueAndWhatIsNotVermilion() throws IOException {
    Drawing drawing =
        ConfusionChart.of(Samples.confusion(List.of("a", "b"), new int[] {5, 0}, new int[] {5, 0}));
    Pictures image = Pictures.of(drawing);
    assertThat(image.at(cell(drawing, "a predicted as a"))).isEqualTo(0x0072B2);
    assertThat(image.at(cell(drawing, "b predicted as a"))).isEqualTo(0xC65102);
    assertThat(Pictures.marks(drawing, Note.class)).hasSize(2);
  }

  @Test
  void describesWhatThereIsToSee() {
    assertThat(
            ConfusionChart.of(
                    Samples.confusion(
                        ABC, new int[] {9, 1, 0}, new int[] {0, 8, 2}, new int[] {0, 0, 10}))
                .description())
        .isEqualTo(
            "Of 30 examples 90.00\u00A0% are right."
                + " The most frequent mistake: b predicted as c, 2 of them.");
    assertThat(ConfusionChart.of(Samples.confusion(List.of("a"), new int[] {0})).description())
        .isEqualTo("There are no examples.");
  }

  /** With more than 60 classes a cell is too small for its count. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 10, 26, 47, 100, 300})
  void fitsAnyNumberOfClasses(int classes) throws IOException {
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    int[][] counts = new int[classes][classes];
    IntStream.range(0, classes).forEach(i -> counts[i][i] = 10 + i);
    counts[0][classes - 1] += 3;
    Drawing drawing = ConfusionChart.of(Samples.confusion(names, counts));
    assertThat(drawing.width()).isBetween(200.0, 1200.0);
    assertThat(drawing.height()).isBetween(80.0, 1000.0);
    Pictures image = Pictures.of(drawing);
    Point last =
        cell(drawing, String.format(Locale.ROOT, "class %d predicted as class %1$d:", classes - 1));
    assertThat(image.brightness(last)).isLessThan(3 * 255);
    List<Label> labels = Pictures.marks(drawing, Label.class).toList();
    assertThat(labels).allMatch(label -> label.size() >= 6.5);
    assertThat(labels).anyMatch(label -> label.text().equals("class 0"));
    assertThat(labels.stream().anyMatch(label -> label.text().equals("10")))
        .isEqualTo(classes <= 47 && classes > 1);
  }

  @Test
  void longNamesAreCut() {
    String name = "Ornithorhynchus anatinus (the platypus)";
    Drawing drawing =
        ConfusionChart.of(
            Samples.confusion(List.of(name, "b"), new int[] {1, 0}, new int[] {0, 1}));
    assertThat(Pictures.marks(drawing, Label.class).map(Label::text))
        .doesNotContain(name)
        .contains("Ornithorhynchu…");
    assertThat(Pictures.marks(drawing, Note.class).map(Note::text))
        .anyMatch(text -> text.startsWith(name));
  }
}
