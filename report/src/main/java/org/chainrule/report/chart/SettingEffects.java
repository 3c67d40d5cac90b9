package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Circle;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.plot.Axis;
import org.chainrule.learn.training.Measure;
import org.chainrule.search.Trial;

/** The score of all trials over each setting: a dot a trial, a bar at the mean of a value. */
public final class SettingEffects {
  private static final int COLUMNS = 3;
  private static final double WIDTH = 960;
  private static final double PANEL = WIDTH / COLUMNS;
  private static final double HEIGHT = 240;
  private static final double LEFT = 48;
  private static final double TOP = 34;
  private static final double BOTTOM = 34;
  private static final double RIGHT = 12;
  private static final double FONT = 11;
  private static final double BAR = 14;

  private SettingEffects() {}

  /** A panel for each setting. */
  public static Drawing of(List<String> names, List<Trial> trials, Measure measure) {
    List<Trial> scored = trials.stream().filter(t -> Double.isFinite(t.score())).toList();
    ScoreAxis up = ScoreAxis.of(measure, scored);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      panel(
          SettingAxis.of(names.get(i), scored),
          scored,
          up,
          i % COLUMNS * PANEL,
          Math.floorDiv(i, COLUMNS) * HEIGHT,
          marks);
    }
    return new Drawing(
        "The effect of each setting",
        Quality.title(measure) + " over the values of " + String.join(", ", names) + ".",
        WIDTH,
        Math.ceilDiv(names.size(), COLUMNS) * HEIGHT,
        marks);
  }

  private static void panel(
      SettingAxis across, List<Trial> trials, ScoreAxis up, double x, double y, List<Mark> marks) {
    double width = PANEL - LEFT - RIGHT;
    double height = HEIGHT - TOP - BOTTOM;
    marks.add(
        new Label(
                across.name(), new Point(x + LEFT, y + TOP - 14), Anchor.START, FONT + 1, Ink.TEXT)
            .inBold());
    for (Axis.Tick tick : up.axis().ticks()) {
      double level = y + TOP + (1 - up.axis().share(tick.value())) * height;
      Point end = new Point(x + LEFT + width, level);
      marks.add(Line.straight(new Point(x + LEFT, level), end, Paint.of(Ink.GRID), 1));
      marks.add(
          new Label(tick.text(), new Point(x + LEFT - 6, level + 4), Anchor.END, FONT, Ink.MUTED));
    }
    for (SettingAxis.Place place :
        across.fitted(FONT, width / Math.max(1, across.places().size()) - 4)) {
      Point at = new Point(x + LEFT + place.share() * width, y + HEIGHT - BOTTOM + 16);
      marks.add(new Label(place.text(), at, Anchor.MIDDLE, FONT, Ink.MUTED));
    }
    TreeMap<Double, List<Double>> levels = new TreeMap<>();
    for (Trial trial : trials.stream().sorted(Comparator.comparingDouble(Trial::score)).toList()) {
      Optional<Double> share = across.share(trial);
      if (share.isPresent()) {
        double level = y + TOP + (1 - up.share(trial)) * height;
        levels.computeIfAbsent(share.get(), k -> new ArrayList<>()).add(level);
        Point at = new Point(x + LEFT + share.get() * width, level);
        marks.add(
            new Note(up.describe(trial), List.of(new Circle(at, 3, new Paint(Ink.BLUE, 0.5)))));
      }
    }
    if (across.numbers().isEmpty()) {
      levels.forEach(
          (share, all) -> {
            double mean = all.stream().mapToDouble(Double::doubleValue).average().orElse(0);
            double centre = x + LEFT + share * width;
            Point from = new Point(centre - BAR, mean);
            Point to = new Point(centre + BAR, mean);
            marks.add(Line.straight(from, to, Paint.of(Ink.VERMILION), 2.5));
          });
    }
  }
}
