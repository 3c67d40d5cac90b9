package org.chainrule.explain.picture;

import java.util.ArrayList;
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

/** Draws boxes and arrows where a layout puts them. */
final class GraphDrawing {
  private static final double TITLE = 15;
  private static final double TEXT = 12;
  private static final double LEADING = 17;
  private static final double PADDING = 9;
  private static final double CORNER = 7;
  private static final double HEAD = 7;

  private final List<Mark> marks = new ArrayList<>();

  private GraphDrawing() {}

  static Drawing of(String title, String description, List<GraphNode> nodes) {
    GraphDrawing drawing = new GraphDrawing();
    List<GraphLayout.Size> sizes = nodes.stream().map(GraphDrawing::size).toList();
    List<List<GraphLayout.Size>> labels =
        nodes.stream()
            .map(n -> n.inputs().stream().map(input -> labelSize(input.partial())).toList())
            .toList();
    GraphLayout layout = GraphLayout.of(nodes, sizes, labels);
    for (int i = 0; i < nodes.size(); i++) {
      for (int k = 0; k < nodes.get(i).inputs().size(); k++) {
        drawing.arrow(
            layout.arrows().get(i).get(k), nodes.get(i).inputs().get(k), labels.get(i).get(k));
      }
    }
    for (int i = 0; i < nodes.size(); i++) {
      drawing.box(nodes.get(i), layout.boxes().get(i), sizes.get(i));
    }
    return new Drawing(title, description, layout.width(), layout.height(), drawing.marks);
  }

  private static List<String> lines(GraphNode node) {
    List<String> lines = new ArrayList<>();
    String value = node.name() + node.value();
    if (!value.isEmpty()) {
      lines.add(value);
    }
    if (!node.partial().isEmpty()) {
      lines.add(node.partial());
    }
    return lines;
  }

  private static GraphLayout.Size size(GraphNode node) {
    double width = Wording.width(node.title(), TITLE);
    for (String line : lines(node)) {
      width = Math.max(width, Wording.width(line, TEXT) * 0.95);
    }
    return new GraphLayout.Size(
        Math.max(44, width + 2 * PADDING), TITLE + LEADING * lines(node).size() + 1.6 * PADDING);
  }

  private static GraphLayout.Size labelSize(String text) {
    return text.isEmpty()
        ? new GraphLayout.Size(0, 0)
        : new GraphLayout.Size(Wording.width(text, TEXT) * 0.95 + 6, TEXT + 5);
  }

  private void arrow(GraphLayout.Arrow arrow, GraphNode.Input input, GraphLayout.Size size) {
    List<Point> points = new ArrayList<>(arrow.points());
    Point tip = points.getLast();
    Point before = points.get(points.size() - 2);
    double length = Math.hypot(tip.x() - before.x(), tip.y() - before.y());
    double dx = length == 0 ? 1 : (tip.x() - before.x()) / length;
    double dy = length == 0 ? 0 : (tip.y() - before.y()) / length;
    Point foot = new Point(tip.x() - HEAD * dx, tip.y() - HEAD * dy);
    points.set(points.size() - 1, foot);
    marks.add(new Line(points, Paint.of(Ink.MUTED), 1.2, false));
    double side = HEAD * 0.42;
    marks.add(
        new Polygon(
            List.of(
                tip,
                new Point(foot.x() - side * dy, foot.y() + side * dx),
                new Point(foot.x() + side * dy, foot.y() - side * dx)),
            Paint.of(Ink.MUTED)));
    if (!input.partial().isEmpty()) {
      Point at = arrow.label();
      marks.add(new Rectangle(at.x(), at.y(), size.width(), size.height(), 2, Paint.of(Ink.PAPER)));
      marks.add(
          new Label(
              input.partial(),
              new Point(at.x() + size.width() / 2, at.y() + TEXT + 0.5),
              Anchor.MIDDLE,
              TEXT,
              Ink.BLUE));
    }
  }

  private void box(GraphNode node, Point at, GraphLayout.Size size) {
    Paint frame = Paint.of(node.leaf() ? Ink.GRID : Ink.MUTED);
    double line = 1.2;
    marks.add(new Rectangle(at.x(), at.y(), size.width(), size.height(), CORNER, frame));
    marks.add(
        new Rectangle(
            at.x() + line,
            at.y() + line,
            size.width() - 2 * line,
            size.height() - 2 * line,
            CORNER - line,
            Paint.of(Ink.PAPER)));
    if (node.leaf()) {
      marks.add(
          new Rectangle(
              at.x(), at.y(), size.width(), size.height(), CORNER, new Paint(Ink.GRID, 0.5)));
    }
    double middle = at.x() + size.width() / 2;
    double y = at.y() + 0.6 * PADDING + TITLE;
    marks.add(
        new Label(node.title(), new Point(middle, y), Anchor.MIDDLE, TITLE, Ink.TEXT).inBold());
    for (String text : lines(node)) {
      y += LEADING;
      Ink ink = text.equals(node.partial()) && !node.partial().isEmpty() ? Ink.VERMILION : Ink.TEXT;
      marks.add(new Label(text, new Point(middle, y), Anchor.MIDDLE, TEXT, ink));
    }
  }
}
