package org.chainrule.drawing;

import java.util.List;
import org.chainrule.graph.Tensor;

/** Something in a drawing; lengths are CSS pixels. */
public sealed interface Mark {

  /** A filled rectangle with corners rounded by a radius. */
  record Rectangle(double x, double y, double width, double height, double corner, Paint fill)
      implements Mark {}

  /** A filled circle. */
  record Circle(Point centre, double radius, Paint fill) implements Mark {}

  /** A filled polygon. */
  record Polygon(List<Point> corners, Paint fill) implements Mark {
    public Polygon {
      corners = List.copyOf(corners);
    }
  }

  /** A line through points. */
  record Line(List<Point> points, Paint paint, double width, boolean dashed) implements Mark {
    public Line {
      points = List.copyOf(points);
    }

    /** A straight line. */
    public static Line straight(Point from, Point to, Paint paint, double width) {
      return new Line(List.of(from, to), paint, width, false);
    }
  }

  /** Where the text of a label lies about its place. */
  enum Anchor {
    /** To its right. */
    START,
    /** To both sides. */
    MIDDLE,
    /** To its left. */
    END
  }

  /**
   * A line of text.
   *
   * @param text the text
   * @param place where its base line is anchored
   * @param anchor where it lies about that place
   * @param size of the font
   * @param bold whether it is bold
   * @param ink its colour
   * @param turn by how many degrees it is turned clockwise about its place
   */
  record Label(
      String text, Point place, Anchor anchor, double size, boolean bold, Ink ink, double turn)
      implements Mark {
    /** A level line of text in regular weight. */
    public Label(String text, Point place, Anchor anchor, double size, Ink ink) {
      this(text, place, anchor, size, false, ink, 0);
    }

    /** The same in bold. */
    public Label inBold() {
      return new Label(text, place, anchor, size, true, ink, turn);
    }

    /** The same turned clockwise by some degrees. */
    public Label turned(double degrees) {
      return new Label(text, place, anchor, size, bold, ink, degrees);
    }
  }

  /** Numbers of shape [height, width] in grey levels, in a frame. */
  record Picture(Tensor values, double x, double y, double width, double height) implements Mark {}

  /** Marks that say more when they are pointed at. */
  record Note(String text, List<Mark> marks) implements Mark {
    public Note {
      marks = List.copyOf(marks);
    }
  }
}
