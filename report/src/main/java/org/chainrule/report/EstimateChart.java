package org.chainrule.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
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
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.plot.Axis;

/** The numbers that a model tells against the true ones, a square for each target. */
final class EstimateChart {
  private static final double SIDE = 460;
  private static final double LEFT = 70;
  private static final double TOP = 36;
  private static final double BOTTOM = 48;
  private static final double RIGHT = 20;
  private static final double FONT = 12;
  private static final int ACROSS = 2;
  private static final int MOST_TARGETS = 6;

  /** More examples than this would only hide each other. */
  private static final int MOST_DOTS = 2000;

  private EstimateChart() {}

  /** The chart of at most six targets. */
  static Drawing of(Deviations deviations) {
    List<Deviations.Target> targets =
        deviations.targets().subList(0, Math.min(MOST_TARGETS, deviations.targets().size()));
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      marks.addAll(square(targets.get(i), i % ACROSS * SIDE, Math.floorDiv(i, ACROSS) * SIDE));
    }
    return new Drawing(
        "Told and true numbers",
        describe(targets),
        Math.min(ACROSS, targets.size()) * SIDE,
        Math.ceilDiv(targets.size(), ACROSS) * SIDE,
        marks);
  }

  private static List<Mark> square(Deviations.Target target, double x, double y) {
    double[] all =
        DoubleStream.concat(
                target.truth().stream().mapToDouble(v -> v),
                target.told().stream().mapToDouble(v -> v))
            .filter(Double::isFinite)
            .toArray();
    Axis axis =
        Axis.linear(DoubleStream.of(all).min().orElse(0), DoubleStream.of(all).max().orElse(1));
    Frame frame = new Frame(axis, x + LEFT, y + TOP);
    List<Mark> marks = new ArrayList<>();
    String title = String.format(Locale.ROOT, "%s: R² %.3f", target.name(), target.errors().r2());
    marks.add(
        new Label(
                Wording.fit(title, FONT + 2, frame.width()),
                new Point(frame.left, y + 20),
                Anchor.START,
                FONT + 2,
                Ink.TEXT)
            .inBold());
    marks.addAll(frame.grid());
    Paint paint = new Paint(Ink.BLUE, 0.6);
    IntStream.range(0, Math.min(MOST_DOTS, target.truth().size()))
        .filter(i -> Double.isFinite(target.told().get(i)))
        .mapToObj(i -> dot(target, i, frame, paint))
        .forEach(marks::add);
    return marks;
  }

  private static Mark dot(Deviations.Target target, int i, Frame frame, Paint paint) {
    double truth = target.truth().get(i);
    double told = target.told().get(i);
    String note =
        String.format(
            Locale.ROOT,
            "example %s: %s, told %s",
            Wording.count(i + 1),
            Wording.number(truth),
            Wording.number(told));
    return new Note(
        note, List.of(new Circle(new Point(frame.across(truth), frame.up(told)), 3, paint)));
  }

  private static String describe(List<Deviations.Target> targets) {
    StringBuilder text = new StringBuilder();
    for (Deviations.Target target : targets) {
      text.append(
          String.format(
              Locale.ROOT,
              "%s%s: %s examples, R² %.3f, mean absolute error %s.",
              text.isEmpty() ? "" : " ",
              target.name(),
              Wording.count(target.truth().size()),
              target.errors().r2(),
              Wording.number(target.errors().mae())));
    }
    return text.toString();
  }

  /** Where the two equal axes lie in the drawing. */
  private record Frame(Axis axis, double left, double top) {
    double width() {
      return SIDE - LEFT - RIGHT;
    }

    double height() {
      return SIDE - TOP - BOTTOM;
    }

    double across(double value) {
      return left + width() * axis.share(value);
    }

    double up(double value) {
      return top + height() * (1 - axis.share(value));
    }

    List<Mark> grid() {
      List<Mark> marks = new ArrayList<>();
      double bottom = top + height();
      double right = left + width();
      for (Axis.Tick tick : axis.ticks()) {
        double x = across(tick.value());
        double y = up(tick.value());
        marks.add(Line.straight(new Point(left, y), new Point(right, y), Paint.of(Ink.GRID), 1));
        marks.add(Line.straight(new Point(x, top), new Point(x, bottom), Paint.of(Ink.GRID), 1));
        marks.add(new Label(tick.text(), new Point(left - 8, y + 4), Anchor.END, FONT, Ink.MUTED));
        marks.add(
            new Label(tick.text(), new Point(x, bottom + 18), Anchor.MIDDLE, FONT, Ink.MUTED));
      }
      marks.add(
          Line.straight(new Point(left, bottom), new Point(right, top), Paint.of(Ink.MUTED), 1));
      Point below = new Point(left + width() / 2, bottom + 40);
      marks.add(new Label("true", below, Anchor.MIDDLE, FONT, Ink.TEXT));
      marks.add(new Label("told", new Point(left + 6, top + 14), Anchor.START, FONT, Ink.TEXT));
      return marks;
    }
  }
}
