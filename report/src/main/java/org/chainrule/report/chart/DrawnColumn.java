package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Mark.Anchor;
import org.chainrule.drawing.Mark.Circle;
import org.chainrule.drawing.Mark.Label;
import org.chainrule.drawing.Mark.Line;
import org.chainrule.drawing.Mark.Note;
import org.chainrule.drawing.Mark.Picture;
import org.chainrule.drawing.Mark.Rectangle;
import org.chainrule.drawing.Paint;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Tensor;
import org.chainrule.graph.interpreter.Interpreter;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;

/**
 * A column of a network in its place.
 *
 * @param column what is drawn
 * @param x its middle
 * @param room how wide its caption may be
 * @param body how high the highest column is
 */
record DrawnColumn(NetworkColumn column, double x, double room, double body) {
  private static final double RADIUS = 9;
  private static final double PITCH = 26;
  private static final double TOP = 12;

  /** The longer side of a picture. */
  private static final double SIDE = 124;

  private static final double LEAST_PIXEL = 3;

  private static final double FONT = 12;
  private static final double LINE = 16;

  /** A line of the caption: bold for a name, with the curve of an activation beside it. */
  private record Caption(String text, boolean bold, Optional<Activation> curve) {
    Caption(String text) {
      this(text, false, Optional.empty());
    }
  }

  /** How far it reaches to the left and to the right of its middle. */
  double halfWidth() {
    return column.isPicture() ? SIDE * size(1) / Math.max(size(0), size(1)) / 2 : RADIUS;
  }

  /** How far it reaches above and below its middle. */
  double halfHeight() {
    return height(column) / 2;
  }

  /** How high a column is. */
  static double height(NetworkColumn column) {
    if (!column.isPicture()) {
      return (column.places() - 1) * PITCH + 2 * RADIUS;
    }
    double rows = column.shape().size(0);
    return SIDE * rows / Math.max(rows, column.shape().size(1));
  }

  private double size(int axis) {
    return column.shape().size(axis);
  }

  /** Its middle. */
  Point middle() {
    return new Point(x, TOP + body / 2);
  }

  /** The middle of the i-th circle. */
  Point circle(int i) {
    return place(column.isCut() && i >= NetworkColumn.MOST_UNITS / 2 ? i + 1 : i);
  }

  private Point place(double i) {
    return new Point(x, middle().y() + (i - (column.places() - 1) / 2.0) * PITCH);
  }

  /** Where its caption ends. */
  double bottom() {
    return TOP + body + (captions().size() + 1) * LINE + 4;
  }

  /** What it looks like. */
  List<Mark> marks() {
    List<Mark> marks = new ArrayList<>(column.isPicture() ? picture() : units());
    List<Caption> captions = captions();
    for (int i = 0; i < captions.size(); i++) {
      marks.addAll(draw(captions.get(i), TOP + body + (i + 1) * LINE + 4));
    }
    return marks;
  }

  private List<Mark> picture() {
    double left = x - halfWidth();
    double top = middle().y() - halfHeight();
    double width = 2 * halfWidth();
    double height = 2 * halfHeight();
    List<Mark> marks = new ArrayList<>();
    marks.add(new Rectangle(left - 1, top - 1, width + 2, height + 2, 0, Paint.of(Ink.MUTED)));
    column
        .values()
        .ifPresentOrElse(
            values -> marks.add(new Picture(values, left, top, width, height)),
            () -> marks.addAll(squares(left, top, width, height)));
    return marks;
  }

  /** A picture of no example: its pixels, where they are large enough to be seen. */
  private List<Mark> squares(double left, double top, double width, double height) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Rectangle(left, top, width, height, 0, Paint.of(Ink.GRID)));
    double pixel = width / size(1);
    if (pixel >= LEAST_PIXEL) {
      for (int i = 1; i < size(1); i++) {
        double x = left + i * pixel;
        marks.add(gap(new Point(x, top), new Point(x, top + height)));
      }
      for (int i = 1; i < size(0); i++) {
        double y = top + i * pixel;
        marks.add(gap(new Point(left, y), new Point(left + width, y)));
      }
    }
    return marks;
  }

  private static Mark gap(Point from, Point to) {
    return Line.straight(from, to, Paint.of(Ink.PAPER), 0.5);
  }

  private List<Mark> units() {
    int[] shown = column.shown();
    double largest =
        column.values().stream()
            .flatMapToDouble(values -> Arrays.stream(values.toArray()))
            .map(Math::abs)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < shown.length; i++) {
      marks.add(unit(circle(i), shown[i], largest));
    }
    if (column.isCut()) {
      int gap = NetworkColumn.MOST_UNITS / 2;
      for (int i = -1; i <= 1; i++) {
        marks.add(new Circle(place(gap + 0.25 * i), 1.5, Paint.of(Ink.MUTED)));
      }
    }
    return marks;
  }

  private Mark unit(Point middle, int unit, double largest) {
    List<Mark> marks = new ArrayList<>();
    marks.add(new Circle(middle, RADIUS, Paint.of(Ink.MUTED)));
    marks.add(new Circle(middle, RADIUS - 1, Paint.of(Ink.PAPER)));
    Optional<Double> value = column.values().map(values -> values.at(unit));
    value
        .filter(v -> Double.isFinite(v) && v != 0)
        .map(v -> new Paint(v > 0 ? Ink.BLUE : Ink.VERMILION, Math.abs(v) / largest))
        .ifPresent(paint -> marks.add(new Circle(middle, RADIUS - 1, paint)));
    String text = "unit " + Wording.count(unit + 1) + " of " + column.shape();
    return new Note(text + value.map(v -> ": " + Wording.number(v)).orElse(""), marks);
  }

  private List<Caption> captions() {
    List<Caption> captions = new ArrayList<>();
    if (!column.name().isEmpty()) {
      captions.add(new Caption(column.name(), true, Optional.empty()));
      captions.add(new Caption(column.shape().toString()));
    }
    for (Network.Stage stage : column.stages()) {
      Optional<Activation> curve =
          stage.layer() instanceof Activation activation
              ? Optional.of(activation)
              : Optional.empty();
      captions.add(new Caption(stage.name(), true, curve));
      if (column.stages().getFirst() == stage && column.name().isEmpty()) {
        captions.add(new Caption(stage.input() + " → " + stage.output()));
      }
      long trained = Parameter.trainedNumbers(stage.parameters().stream());
      long all = stage.parameters().stream().mapToLong(p -> p.shape().elements()).sum();
      counted(trained, "parameters").ifPresent(captions::add);
      counted(all - trained, "statistics").ifPresent(captions::add);
    }
    return captions;
  }

  private static Optional<Caption> counted(long count, String what) {
    return count == 0
        ? Optional.empty()
        : Optional.of(new Caption(Wording.count(count) + " " + what));
  }

  private List<Mark> draw(Caption caption, double y) {
    String text = Wording.fit(caption.text, FONT, room);
    Label label =
        new Label(text, new Point(x, y), Anchor.MIDDLE, FONT, caption.bold ? Ink.TEXT : Ink.MUTED);
    double beside = x + Wording.width(text, FONT) / 2 + 8;
    return Stream.concat(
            Stream.of(caption.bold ? label.inBold() : label),
            caption.curve.stream().map(activation -> curve(activation, beside, y)))
        .toList();
  }

  /** The curve of an activation from −3 to 3. */
  private static Mark curve(Activation activation, double left, double bottom) {
    double[] inputs = IntStream.rangeClosed(-12, 12).mapToDouble(i -> i / 4.0).toArray();
    Tensor outputs =
        Interpreter.evaluate(activation.apply(Expr.constant(Tensor.vector(inputs))), Map.of());
    double low = Arrays.stream(outputs.toArray()).min().orElse(0);
    double high = Arrays.stream(outputs.toArray()).max().orElse(1);
    List<Point> points =
        IntStream.range(0, inputs.length)
            .mapToObj(
                i ->
                    new Point(
                        left + 20.0 * i / (inputs.length - 1),
                        bottom - 10 * (outputs.at(i) - low) / (high - low)))
            .toList();
    return new Line(points, Paint.of(Ink.BLUE), 1.5, false);
  }
}
