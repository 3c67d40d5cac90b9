package org.chainrule.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Wording;
import org.chainrule.learn.training.Measure;
import org.chainrule.search.Trial;
import org.junit.jupiter.api.Test;

class ParallelCoordinatesTest {
  private static Trial trial(double score, List<String> names, String value) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    names.forEach(name -> settings.put(name, value));
    return new Trial(settings, List.of(score), List.of(score), 1, Optional.empty());
  }

  private static Drawing drawing(List<String> names) {
    List<Trial> trials = new ArrayList<>();
    for (int i = 1; i <= 12; i++) {
      trials.add(trial(0.5 + i / 40.0, names, "0.0" + i));
    }
    return ParallelCoordinates.of(names, trials, trials.get(5), Measure.ACCURACY);
  }

  /** Nothing that makes values readable hides the best trial's line, which hides no value. */
  @Test
  void theBestLineIsOverTheOthersAndUnderTheTexts() {
    List<Mark> marks = drawing(List.of("alpha", "tol")).marks();
    int best = -1;
    int lastBehind = -1;
    int firstText = marks.size();
    for (int i = 0; i < marks.size(); i++) {
      switch (marks.get(i)) {
        case Note note when note.marks().getFirst() instanceof Line line -> {
          if (line.paint().ink() == Ink.VERMILION) {
            best = i;
          } else {
            lastBehind = i;
          }
        }
        case Rectangle _ -> lastBehind = i;
        case Label _ -> firstText = Math.min(firstText, i);
        default -> {}
      }
    }
    assertThat(best).isGreaterThan(lastBehind).isLessThan(firstText);
  }

  @Test
  void namesOfManyAxesDoNotTouch() {
    List<String> names =
        List.of(
            "hidden_layer_sizes",
            "learning_rate_init",
            "nesterovs_momentum",
            "validation_fraction",
            "n_iter_no_change",
            "learning_rate",
            "activation",
            "batch_size",
            "alpha");
    List<Label> titles =
        Pictures.marks(drawing(names), Label.class).filter(l -> names.contains(l.text())).toList();
    assertThat(titles).hasSize(names.size());
    for (Label one : titles) {
      for (Label other : titles) {
        boolean apart =
            Math.abs(one.place().x() - other.place().x())
                > (Wording.width(one.text(), 12) + Wording.width(other.text(), 12)) / 2;
        assertThat(one == other || apart || Math.abs(one.place().y() - other.place().y()) > 12)
            .as(one.text() + " and " + other.text())
            .isTrue();
      }
    }
  }
}
