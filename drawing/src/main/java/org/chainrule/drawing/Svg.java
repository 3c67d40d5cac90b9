package org.chainrule.drawing;

import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.chainrule.drawing.Mark.Circle;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Picture;
import org.chainrule.drawing.Mark.Polygon;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.markup.Markup;
import org.chainrule.drawing.markup.Markup.Element;

/** Drawings as SVG in a page; the colours come from the page's style sheet. */
public final class Svg {
  private Svg() {}

  /** The picture, as wide as the page lets it be. */
  public static Element of(Drawing drawing) {
    return Markup.element("svg", drawing.marks().stream().map(Svg::element).toList())
        .with("xmlns", "http://www.w3.org/2000/svg")
        .with("viewBox", "0 0 " + write(drawing.width()) + " " + write(drawing.height()))
        .with("width", write(drawing.width()))
        .with("role", "img")
        .with("aria-label", drawing.title() + ". " + drawing.description());
  }

  private static Markup element(Mark mark) {
    return switch (mark) {
      case Rectangle r ->
          box(Markup.element("rect"), r.x(), r.y(), r.width(), r.height(), r.corner(), r.fill());
      case Circle c ->
          fill(Markup.element("circle"), c.fill())
              .with("cx", write(c.centre().x()))
              .with("cy", write(c.centre().y()))
              .with("r", write(c.radius()));
      case Polygon p ->
          fill(Markup.element("polygon"), p.fill()).with("points", write(p.corners()));
      case Line line -> line(line);
      case Label label -> label(label);
      case Picture p ->
          Markup.element("image")
              .with("x", write(p.x()))
              .with("y", write(p.y()))
              .with("width", write(p.width()))
              .with("height", write(p.height()))
              .with("preserveAspectRatio", "none")
              .with("href", data(p));
      case Note note ->
          Markup.element(
              "g",
              Stream.concat(
                      Stream.of(Markup.element("title", note.text())),
                      note.marks().stream().map(Svg::element))
                  .toList());
    };
  }

  private static Element box(
      Element element, double x, double y, double width, double height, double corner, Paint fill) {
    Element box =
        fill(element, fill)
            .with("x", write(x))
            .with("y", write(y))
            .with("width", write(width))
            .with("height", write(height));
    return corner > 0 ? box.with("rx", write(corner)) : box;
  }

  private static Element fill(Element element, Paint paint) {
    Element filled = element.with("class", paint.ink().fill());
    return paint.opacity() < 1 ? filled.with("fill-opacity", write(paint.opacity())) : filled;
  }

  private static Element line(Line line) {
    Element element =
        Markup.element("polyline")
            .with("class", line.paint().ink().line())
            .with("points", write(line.points()))
            .with("stroke-width", write(line.width()));
    if (line.paint().opacity() < 1) {
      element = element.with("stroke-opacity", write(line.paint().opacity()));
    }
    return line.dashed() ? element.with("stroke-dasharray", "4 4") : element;
  }

  private static Element label(Label label) {
    String x = write(label.place().x());
    String y = write(label.place().y());
    Element element =
        Markup.element("text", label.text())
            .with("class", label.ink().fill())
            .with("x", x)
            .with("y", y)
            .with("font-size", write(label.size()))
            .with("text-anchor", label.anchor().name().toLowerCase(Locale.ROOT));
    if (label.bold()) {
      element = element.with("font-weight", "bold");
    }
    return label.turn() == 0
        ? element
        : element.with("transform", "rotate(" + write(label.turn()) + " " + x + " " + y + ")");
  }

  private static String data(Picture picture) {
    return "data:image/png;base64,"
        + Base64.getEncoder().encodeToString(Png.of(GreyPicture.of(picture.values())));
  }

  private static String write(List<Point> points) {
    return points.stream()
        .map(point -> write(point.x()) + "," + write(point.y()))
        .collect(Collectors.joining(" "));
  }

  /** To a hundredth. */
  private static String write(double length) {
    double rounded = Math.round(100 * length) / 100.0;
    return rounded == (long) rounded ? Long.toString((long) rounded) : Double.toString(rounded);
  }
}
