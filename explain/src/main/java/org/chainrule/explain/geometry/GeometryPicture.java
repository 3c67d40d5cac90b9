package org.chainrule.explain.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Polygon;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.plot.Axis;

/**
 * A plane of two inputs with the boundaries of units, level sets and a region.
 *
 * @param names what the inputs are called
 * @param window what is shown
 * @param boundaries where a unit's argument is 0
 * @param levels level sets
 * @param regions what is filled, and what it is
 */
public record GeometryPicture(
    List<String> names,
    Window window,
    List<Boundary> boundaries,
    List<Level> levels,
    List<Filled> regions) {

  /** The lines where a unit's argument is 0, on whose left the unit is active. */
  public record Boundary(String name, List<List<Spot>> lines) {}

  /** The lines where a quantity has a value. */
  public record Level(String name, double value, List<List<Spot>> lines) {}

  /** A region and its condition. */
  public record Filled(String condition, Region region) {}

  private static final double SIDE = 560;
  private static final double LEFT = 62;
  private static final double TOP = 16;
  private static final double BOTTOM = 52;
  private static final double LEGEND = 20;
  private static final double FONT = 12;
  private static final double SIGN = 11;

  /** The picture. */
  public Drawing drawing() {
    double across = window.right() - window.left();
    double up = window.top() - window.bottom();
    double scale = SIDE / Math.max(across, up);
    Frame frame = new Frame(window, scale, LEFT, TOP);
    List<Mark> marks = new ArrayList<>();
    regions.forEach(filled -> marks.addAll(frame.fill(filled.region)));
    marks.addAll(frame.axes(names));
    for (int i = 0; i < levels.size(); i++) {
      marks.addAll(frame.level(levels.get(i), i));
    }
    boundaries.forEach(boundary -> marks.addAll(frame.boundary(boundary)));
    for (int i = 0; i < boundaries.size(); i++) {
      marks.addAll(frame.name(boundaries.get(i), i));
    }
    double legendTop = TOP + up * scale + BOTTOM;
    List<Mark> legend = legend(legendTop);
    marks.addAll(legend);
    double height = legendTop + (legend.isEmpty() ? 0 : LEGEND * rows() + 8);
    return new Drawing(
        "Geometry of a network with the inputs " + String.join(" and ", names),
        "Boundaries of units are dashed, + is where they are active; level sets are lines;"
            + " regions are filled.",
        LEFT + across * scale + 16,
        height,
        marks);
  }

  private int rows() {
    return regions.size() + (boundaries.isEmpty() ? 0 : 1) + (levels.isEmpty() ? 0 : 1);
  }

  private List<Mark> legend(double top) {
    List<Mark> marks = new ArrayList<>();
    double y = top + 8;
    for (Filled filled : regions) {
      marks.add(new Rectangle(LEFT, y - 6, 22, 12, 2, new Paint(Ink.BLUE, 0.25)));
      String area =
          "area "
              + Wording.number(filled.region.area())
              + (filled.region.cut() ? " within the picture" : "");
      marks.add(text(filled.condition + ", " + area, y));
      y += LEGEND;
    }
    if (!boundaries.isEmpty()) {
      marks.add(
          new Line(
              List.of(new Point(LEFT, y), new Point(LEFT + 22, y)),
              Paint.of(Ink.VERMILION),
              1.5,
              true));
      marks.add(text("boundary of a unit: + where it is active, 0 where it is not", y));
      y += LEGEND;
    }
    if (!levels.isEmpty()) {
      marks.add(
          Line.straight(new Point(LEFT, y), new Point(LEFT + 22, y), Paint.of(Ink.GREEN), 1.5));
      String names = String.join(", ", levels.stream().map(Level::name).distinct().toList());
      marks.add(text("level sets of " + names, y));
    }
    return marks;
  }

  private static Label text(String text, double y) {
    return new Label(text, new Point(LEFT + 32, y + 4), Anchor.START, FONT, Ink.TEXT);
  }

  /** Where points of the plane lie in the drawing. */
  private record Frame(Window window, double scale, double left, double top) {
    Point place(Spot spot) {
      return new Point(
          left + (spot.x() - window.left()) * scale, top + (window.top() - spot.y()) * scale);
    }

    private List<Point> places(List<Spot> line) {
      return line.stream().map(this::place).toList();
    }

    /** A border that runs clockwise is that of a hole. */
    List<Mark> fill(Region region) {
      List<Mark> marks = new ArrayList<>();
      List<List<Spot>> shapes = new ArrayList<>(region.corners().orElse(region.borders()));
      shapes.sort(Comparator.comparingDouble(b -> -Math.abs(Polygons.area(b))));
      for (List<Spot> border : shapes) {
        boolean hole = Polygons.area(border) < 0;
        Paint paint = hole ? Paint.of(Ink.PAPER) : new Paint(Ink.BLUE, 0.25);
        marks.add(new Polygon(places(border), paint));
        List<Spot> outline = new ArrayList<>(border);
        outline.add(border.getFirst());
        marks.add(new Line(places(outline), Paint.of(Ink.BLUE), 1.5, false));
      }
      return marks;
    }

    List<Mark> axes(List<String> names) {
      List<Mark> marks = new ArrayList<>();
      double right = left + (window.right() - window.left()) * scale;
      double bottom = top + (window.top() - window.bottom()) * scale;
      for (Axis.Tick tick : Axis.linear(window.left(), window.right()).ticks()) {
        if (tick.value() >= window.left() && tick.value() <= window.right()) {
          double x = place(new Spot(tick.value(), 0)).x();
          marks.add(line(new Point(x, top), new Point(x, bottom), tick.value() == 0));
          marks.add(
              new Label(tick.text(), new Point(x, bottom + 18), Anchor.MIDDLE, FONT, Ink.MUTED));
        }
      }
      for (Axis.Tick tick : Axis.linear(window.bottom(), window.top()).ticks()) {
        if (tick.value() >= window.bottom() && tick.value() <= window.top()) {
          double y = place(new Spot(0, tick.value())).y();
          marks.add(line(new Point(left, y), new Point(right, y), tick.value() == 0));
          marks.add(
              new Label(tick.text(), new Point(left - 8, y + 4), Anchor.END, FONT, Ink.MUTED));
        }
      }
      Point below = new Point((left + right) / 2, bottom + 38);
      Point beside = new Point(left - 44, (top + bottom) / 2);
      marks.add(new Label(names.get(0), below, Anchor.MIDDLE, FONT + 1, Ink.TEXT));
      marks.add(new Label(names.get(1), beside, Anchor.MIDDLE, FONT + 1, Ink.TEXT).turned(-90));
      return marks;
    }

    private static Mark line(Point from, Point to, boolean axis) {
      return Line.straight(from, to, Paint.of(axis ? Ink.MUTED : Ink.GRID), 1);
    }

    /** The values of neighbouring levels stand in different quarters. */
    List<Mark> level(Level level, int number) {
      List<Mark> marks = new ArrayList<>();
      for (List<Spot> line : level.lines) {
        marks.add(new Line(places(line), Paint.of(Ink.GREEN), 1.5, false));
      }
      int right = number / 2 % 2 == 0 ? 1 : -1;
      int up = (number + 1) / 2 % 2 == 0 ? 1 : -1;
      level.lines.stream()
          .flatMap(List::stream)
          .max(Comparator.comparingDouble(s -> diagonal(right * s.x(), up * s.y())))
          .ifPresent(spot -> marks.addAll(tag(Wording.exact(level.value), place(spot), Ink.GREEN)));
      return marks;
    }

    private static double diagonal(double x, double y) {
      return x + y - 0.01 * Math.abs(x - y);
    }

    List<Mark> boundary(Boundary boundary) {
      List<Mark> marks = new ArrayList<>();
      for (List<Spot> line : boundary.lines) {
        List<Point> places = places(line);
        marks.add(new Line(places, Paint.of(Ink.VERMILION), 1.5, true));
        for (double share : new double[] {0.22, 0.72}) {
          marks.addAll(signs(places, share));
        }
      }
      return marks;
    }

    /** + on the left of the line and 0 on its right, as it runs. */
    private static List<Mark> signs(List<Point> line, double share) {
      int at = Math.min(line.size() - 2, (int) (share * (line.size() - 1)));
      if (at < 0) {
        return List.of();
      }
      Point from = line.get(at);
      Point to = line.get(at + 1);
      double length = Math.hypot(to.x() - from.x(), to.y() - from.y());
      if (length == 0) {
        return List.of();
      }
      // In the drawing y points downwards, so that the left of the plane is (dy, −dx).
      double x = (to.y() - from.y()) / length * SIGN;
      double y = -(to.x() - from.x()) / length * SIGN;
      return List.of(sign("+", from.x() + x, from.y() + y), sign("0", from.x() - x, from.y() - y));
    }

    private static Mark sign(String text, double x, double y) {
      return new Label(text, new Point(x, y + 4), Anchor.MIDDLE, FONT + 1, Ink.VERMILION).inBold();
    }

    /** The names stand near the ends of the lines, at different distances from the edge. */
    List<Mark> name(Boundary boundary, int number) {
      if (boundary.lines.isEmpty()) {
        return List.of();
      }
      List<Spot> line = boundary.lines.getFirst();
      double share = 0.02 + 0.035 * (number % 3);
      Spot spot = line.get((int) ((1 - share) * (line.size() - 1)));
      return tag(Wording.fit(boundary.name, FONT, 150) + " = 0", place(spot), Ink.VERMILION);
    }

    /** A text on paper, kept within the frame. */
    private List<Mark> tag(String text, Point place, Ink ink) {
      double width = Wording.width(text, FONT) + 6;
      double right = left + (window.right() - window.left()) * scale;
      double bottom = top + (window.top() - window.bottom()) * scale;
      double x = Math.clamp(place.x() - width / 2, left + 2, Math.max(left + 2, right - width - 2));
      double y = Math.clamp(place.y() - 8, top + 2, bottom - 18);
      return List.of(
          new Rectangle(x, y, width, 16, 3, new Paint(Ink.PAPER, 0.9)),
          new Label(text, new Point(x + width / 2, y + 12), Anchor.MIDDLE, FONT, ink));
    }
  }
}
