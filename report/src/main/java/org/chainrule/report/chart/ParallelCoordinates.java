package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.learn.training.Measure;
import org.chainrule.search.Trial;

/**
 * Trials as lines over parallel axes, one for each setting and the last for the score (A.
 * Inselberg, "The plane with parallel coordinates", 1985). The better a trial, the stronger its
 * line.
 */
public final class ParallelCoordinates {
  private static final double WIDTH = 960;
  private static final double HEIGHT = 416;
  private static final double LEFT = 76;
  private static final double RIGHT = 70;
  private static final double TOP = 60;
  private static final double BOTTOM = 20;
  private static final double FONT = 12;
  private static final double FAINTEST = 0.2;

  /** Where names of axes stand; every other one higher if they would touch. */
  private static final double NAMES = 30;

  private static final double UPPER_NAMES = 14;
  private static final double GAP = 16;
  private static final double TICK = 4;

  /** What is behind a value, so that it can be read over lines. */
  private static final Paint BEHIND = new Paint(Ink.PAPER, 0.8);

  private ParallelCoordinates() {}

  /** The trials that have a score. */
  public static Drawing of(List<String> names, List<Trial> trials, Trial best, Measure measure) {
    List<Trial> scored =
        trials.stream()
            .filter(t -> Double.isFinite(t.score()))
            .sorted(
                Comparator.comparingDouble(Trial::score)
                    .thenComparing(t -> t.settings().equals(best.settings())))
            .toList();
    List<SettingAxis> axes = names.stream().map(n -> SettingAxis.of(n, scored)).toList();
    ScoreAxis scores = ScoreAxis.of(measure, scored);
    List<Mark> marks = new ArrayList<>();
    List<Mark> above = new ArrayList<>();
    double step = (WIDTH - LEFT - RIGHT) / Math.max(1, axes.size());
    for (int rank = 0; rank < scored.size(); rank++) {
      Trial trial = scored.get(rank);
      boolean isBest = trial.settings().equals(best.settings());
      double strength = (rank + 1.0) / scored.size();
      Paint paint =
          isBest
              ? Paint.of(Ink.VERMILION)
              : new Paint(Ink.BLUE, FAINTEST + (1 - FAINTEST) * Math.pow(strength, 4));
      Line line = new Line(points(axes, trial, scores, step), paint, isBest ? 2.5 : 1.2, false);
      (isBest ? above : marks).add(new Note(scores.describe(trial), List.of(line)));
    }
    boolean crowded = names.stream().anyMatch(name -> Wording.width(name, FONT) > step - GAP);
    for (int i = 0; i < axes.size(); i++) {
      SettingAxis axis = axes.get(i);
      double x = LEFT + i * step;
      above.add(title(axis.name(), x, crowded && i % 2 == 1 ? UPPER_NAMES : NAMES));
      axis(axis.fitted(FONT, step - GAP), axis.numbers().isPresent(), x, marks, above);
    }
    double last = LEFT + axes.size() * step;
    above.add(title(Quality.title(measure), last, NAMES));
    axis(
        scores.axis().ticks().stream()
            .map(t -> new SettingAxis.Place(scores.axis().share(t.value()), t.text()))
            .toList(),
        true,
        last,
        marks,
        above);
    marks.addAll(above);
    return new Drawing(
        "Settings and " + measure,
        Wording.count(scored.size())
            + " trials; the best score is "
            + Quality.written(best.score(), measure)
            + ".",
        WIDTH,
        HEIGHT,
        marks);
  }

  private static Mark title(String name, double x, double y) {
    return new Label(name, new Point(x, y), Anchor.MIDDLE, FONT, Ink.TEXT).inBold();
  }

  /**
   * An axis with its values: numbers beside a tick, words above the point in which lines meet.
   *
   * @param marks gets what is behind the best trial's line
   * @param above gets what is over it
   */
  private static void axis(
      List<SettingAxis.Place> places,
      boolean numbers,
      double x,
      List<Mark> marks,
      List<Mark> above) {
    marks.add(Line.straight(new Point(x, y(0)), new Point(x, y(1)), Paint.of(Ink.GRID), 2));
    for (SettingAxis.Place place : places) {
      double level = y(place.share());
      if (numbers) {
        Point end = new Point(x + TICK, level);
        marks.add(Line.straight(new Point(x, level), end, Paint.of(Ink.MUTED), 1));
      }
      Point at = new Point(x + TICK + 3, numbers ? level + 4 : level - 5);
      double width = Wording.width(place.text(), FONT);
      marks.add(new Rectangle(at.x() - 2, at.y() - FONT, width + 4, FONT + 4, 2, BEHIND));
      above.add(new Label(place.text(), at, Anchor.START, FONT, Ink.TEXT));
    }
  }

  private static List<Point> points(
      List<SettingAxis> axes, Trial trial, ScoreAxis scores, double step) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < axes.size(); i++) {
      double x = LEFT + i * step;
      Optional<Double> share = axes.get(i).share(trial);
      share.ifPresent(s -> points.add(new Point(x, y(s))));
    }
    points.add(new Point(LEFT + axes.size() * step, y(scores.share(trial))));
    return points;
  }

  private static double y(double share) {
    return TOP + (1 - share) * (HEIGHT - TOP - BOTTOM);
  }
}
