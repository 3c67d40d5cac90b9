package org.chainrule.drawing.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
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

/**
 * Lines over two axes.
 *
 * @param title what the lines are
 * @param across the axis to the right
 * @param acrossTitle what it counts
 * @param up the axis upwards
 * @param series the lines
 * @param marker a place on the axis to the right that is pointed out
 */
public record Plot(
    String title,
    Axis across,
    String acrossTitle,
    Axis up,
    List<Series> series,
    Optional<Marker> marker) {

  /**
   * A line.
   *
   * @param name what it is; "" if it has no place in the legend
   * @param ink its colour
   * @param dashed whether it is a dashed line
   * @param points its points, from left to right; where one is not finite the line is broken
   */
  public record Series(String name, Ink ink, boolean dashed, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }

    /** A solid line. */
    public Series(String name, Ink ink, List<Point> points) {
      this(name, ink, false, points);
    }

    private List<Point> finite() {
      return points.stream().filter(point -> Double.isFinite(point.y())).toList();
    }
  }

  /** A place that is pointed out, and what is said of it. */
  public record Marker(double value, String text) {}

  private static final double FONT = 12;
  private static final double LEFT = 56;
  private static final double TOP = 50;
  private static final double BOTTOM = 44;
  private static final double RIGHT = 14;
  private static final double DOT = 3;

  /** In the legend, what is before a name and between two entries. */
  private static final double KEY = 26;

  private static final double GAP = 10;

  /** With more points than this, only the line is drawn. */
  private static final int MOST_DOTS = 40;

  /** The marks of this plot in a box. */
  public List<Mark> marks(double x, double y, double width, double height) {
    Frame frame = new Frame(this, x + LEFT, y + TOP, width - LEFT - RIGHT, height - TOP - BOTTOM);
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Label(title, new Point(frame.left, y + 20), Anchor.START, FONT + 2, Ink.TEXT).inBold());
    boolean both = Wording.width(title, FONT + 2) + legendWidth() < frame.width;
    marks.addAll(legend(x + width - RIGHT, both ? y + 20 : y + 40));
    marks.addAll(frame.grid());
    marker.ifPresent(m -> marks.addAll(frame.pointOut(m)));
    series.forEach(line -> marks.addAll(frame.line(line)));
    if (series.stream().allMatch(line -> line.finite().isEmpty())) {
      marks.add(frame.note("no finite values"));
    }
    return marks;
  }

  private double legendWidth() {
    return series.stream()
        .filter(line -> !line.name.isEmpty())
        .mapToDouble(line -> Wording.width(line.name, FONT) + KEY + GAP)
        .sum();
  }

  private List<Mark> legend(double right, double y) {
    List<Mark> marks = new ArrayList<>();
    double end = right;
    for (Series line : series.reversed().stream().filter(s -> !s.name.isEmpty()).toList()) {
      Point start = new Point(end - Wording.width(line.name, FONT), y);
      marks.add(new Label(line.name, start, Anchor.START, FONT, Ink.MUTED));
      Point from = new Point(start.x() - KEY, y - 4);
      Point to = new Point(start.x() - 6, y - 4);
      marks.add(new Line(List.of(from, to), Paint.of(line.ink), 2, line.dashed));
      end = from.x() - GAP;
    }
    return marks;
  }

  /** Where the axes lie in the drawing. */
  private record Frame(Plot plot, double left, double top, double width, double height) {
    Point place(Point point) {
      return new Point(across(point.x()), up(point.y()));
    }

    double across(double value) {
      return left + width * plot.across.share(value);
    }

    double up(double value) {
      return top + height * (1 - plot.up.share(value));
    }

    List<Mark> grid() {
      List<Mark> marks = new ArrayList<>();
      double bottom = top + height;
      double right = left + width;
      for (Axis.Tick tick : plot.up.ticks()) {
        double y = up(tick.value());
        marks.add(level(left, right, y, Ink.GRID));
        marks.add(new Label(tick.text(), new Point(left - 8, y + 4), Anchor.END, FONT, Ink.MUTED));
      }
      marks.add(level(left, right, bottom, Ink.MUTED));
      for (Axis.Tick tick : plot.across.ticks()) {
        double x = across(tick.value());
        marks.add(upright(x, bottom, bottom + 4, Ink.MUTED));
        marks.add(
            new Label(tick.text(), new Point(x, bottom + 18), Anchor.MIDDLE, FONT, Ink.MUTED));
      }
      Point middle = new Point(left + width / 2, bottom + 38);
      marks.add(new Label(plot.acrossTitle, middle, Anchor.MIDDLE, FONT, Ink.TEXT));
      return marks;
    }

    private static Mark level(double from, double to, double y, Ink ink) {
      return Line.straight(new Point(from, y), new Point(to, y), Paint.of(ink), 1);
    }

    private static Mark upright(double x, double from, double to, Ink ink) {
      return Line.straight(new Point(x, from), new Point(x, to), Paint.of(ink), 1);
    }

    List<Mark> pointOut(Marker marker) {
      double x = across(marker.value);
      Point foot = new Point(x, top + height);
      Point head = new Point(x, top - 4);
      Anchor anchor =
          marker.value > (plot.across.low() + plot.across.high()) / 2 ? Anchor.END : Anchor.START;
      Point place = new Point(x, top - 8);
      return List.of(
          new Line(List.of(foot, head), Paint.of(Ink.MUTED), 1, true),
          new Label(marker.text, place, anchor, FONT - 1, Ink.MUTED));
    }

    List<Mark> line(Series series) {
      List<Mark> marks = new ArrayList<>();
      List<Point> piece = new ArrayList<>();
      boolean broken = false;
      for (Point point : series.points) {
        if (Double.isFinite(point.y())) {
          piece.add(point);
        } else if (!broken) {
          marks.addAll(piece(piece, series));
          piece.clear();
          marks.add(gap(point, series));
        }
        broken = !Double.isFinite(point.y());
      }
      marks.addAll(piece(piece, series));
      return marks;
    }

    /** Says at the top that from here on numbers are not finite. */
    private Mark gap(Point point, Series series) {
      Point place = new Point(across(point.x()), top + FONT);
      String text = Wording.number(point.y());
      Label label = new Label(text, place, Anchor.MIDDLE, FONT, series.ink);
      return new Note(describe(point, series), List.of(label));
    }

    /** Neighbours that are all finite; a lonely one is always a dot, as it has no line. */
    private List<Mark> piece(List<Point> points, Series series) {
      Paint paint = Paint.of(series.ink);
      List<Point> places = points.stream().map(this::place).toList();
      Stream<Mark> line =
          points.size() < 2 ? Stream.empty() : Stream.of(new Line(places, paint, 2, series.dashed));
      Stream<Mark> ends =
          series.points.size() <= MOST_DOTS || points.size() == 1
              ? points.stream().map(point -> dot(point, series))
              : Stream.empty();
      return Stream.concat(line, ends).toList();
    }

    private Mark dot(Point point, Series series) {
      Circle circle = new Circle(place(point), DOT, Paint.of(series.ink));
      return new Note(describe(point, series), List.of(circle));
    }

    private String describe(Point point, Series series) {
      return String.format(
          Locale.ROOT,
          "%s, %s %s: %s",
          series.name,
          plot.acrossTitle,
          Wording.count((long) point.x()),
          Wording.number(point.y()));
    }

    Mark note(String text) {
      Point middle = new Point(left + width / 2, top + height / 2);
      return new Label(text, middle, Anchor.MIDDLE, FONT, Ink.MUTED);
    }
  }
}
