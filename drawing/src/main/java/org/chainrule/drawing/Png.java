package org.chainrule.drawing;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.drawing.Mark.Circle;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Picture;
import org.chainrule.drawing.Mark.Polygon;
import org.chainrule.drawing.Mark.Rectangle;

/** Drawings as PNG on light paper. */
public final class Png {
  /** Pixels a CSS pixel, for sharp print. */
  public static final int DENSITY = 2;

  private static final Map<RenderingHints.Key, Object> HINTS =
      Map.of(
          RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
          RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE,
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);

  private Png() {}

  /** Why pictures with text can't be drawn here, if so: a bare container has no fonts. */
  public static Optional<String> obstacle() {
    try {
      Label text = new Label("0", new Point(0, 9), Mark.Anchor.START, 9, Ink.TEXT);
      image(new Drawing("", "", 9, 9, List.of(text)));
      return Optional.empty();
    } catch (RuntimeException | java.awt.AWTError | LinkageError | InternalError e) {
      return Optional.of(e.toString());
    }
  }

  /** The picture in a PNG file's bytes. */
  public static byte[] of(Drawing drawing) {
    return of(image(drawing));
  }

  /** An image in a PNG file's bytes. */
  static byte[] of(BufferedImage image) {
    return PngFile.of(image);
  }

  private static BufferedImage image(Drawing drawing) {
    BufferedImage image =
        new BufferedImage(
            (int) Math.ceil(drawing.width() * DENSITY),
            (int) Math.ceil(drawing.height() * DENSITY),
            BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.addRenderingHints(HINTS);
      graphics.setColor(color(Paint.of(Ink.PAPER)));
      graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
      graphics.scale(DENSITY, DENSITY);
      drawing.marks().forEach(mark -> draw(mark, graphics));
    } finally {
      graphics.dispose();
    }
    return image;
  }

  private static void draw(Mark mark, Graphics2D graphics) {
    switch (mark) {
      case Rectangle r -> {
        graphics.setColor(color(r.fill()));
        double arc = 2 * r.corner();
        graphics.fill(new RoundRectangle2D.Double(r.x(), r.y(), r.width(), r.height(), arc, arc));
      }
      case Circle c -> {
        graphics.setColor(color(c.fill()));
        double size = 2 * c.radius();
        Point centre = c.centre();
        graphics.fill(
            new Ellipse2D.Double(centre.x() - c.radius(), centre.y() - c.radius(), size, size));
      }
      case Polygon p -> {
        graphics.setColor(color(p.fill()));
        Path2D path = path(p.corners());
        path.closePath();
        graphics.fill(path);
      }
      case Line line -> {
        graphics.setColor(color(line.paint()));
        graphics.setStroke(stroke(line));
        graphics.draw(path(line.points()));
      }
      case Label label -> draw(label, graphics);
      case Picture p -> {
        BufferedImage image = GreyPicture.of(p.values());
        AffineTransform place = AffineTransform.getTranslateInstance(p.x(), p.y());
        place.scale(p.width() / image.getWidth(), p.height() / image.getHeight());
        graphics.drawImage(image, place, null);
      }
      case Note note -> note.marks().forEach(inner -> draw(inner, graphics));
    }
  }

  private static void draw(Label label, Graphics2D graphics) {
    graphics.setColor(color(Paint.of(label.ink())));
    Font font = new Font(Font.SANS_SERIF, label.bold() ? Font.BOLD : Font.PLAIN, 1);
    graphics.setFont(font.deriveFont((float) label.size()));
    double width = graphics.getFontMetrics().getStringBounds(label.text(), graphics).getWidth();
    double left =
        switch (label.anchor()) {
          case START -> 0;
          case MIDDLE -> -width / 2;
          case END -> -width;
        };
    AffineTransform before = graphics.getTransform();
    graphics.translate(label.place().x(), label.place().y());
    graphics.rotate(Math.toRadians(label.turn()));
    graphics.drawString(label.text(), (float) left, 0);
    graphics.setTransform(before);
  }

  private static BasicStroke stroke(Line line) {
    float width = (float) line.width();
    int cap = BasicStroke.CAP_BUTT;
    int join = BasicStroke.JOIN_ROUND;
    return line.dashed()
        ? new BasicStroke(width, cap, join, 1, new float[] {4, 4}, 0)
        : new BasicStroke(width, cap, join);
  }

  private static Path2D path(List<Point> points) {
    Path2D path = new Path2D.Double();
    Point first = points.getFirst();
    path.moveTo(first.x(), first.y());
    points.forEach(point -> path.lineTo(point.x(), point.y()));
    return path;
  }

  private static Color color(Paint paint) {
    int opacity = (int) Math.round(255 * paint.opacity());
    return new Color(opacity << 24 | paint.ink().light(), true);
  }
}
