package org.chainrule.explain.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.plot.Axis;
import org.chainrule.drawing.plot.Plot;

/** Activations and their derivatives, each in a plot of its own. */
public final class ActivationPlot {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 280;
  private static final int COLUMNS = 3;
  private static final int POINTS = 401;
  private static final double REACH = 6;

  private ActivationPlot() {}

  /** The plots side by side. */
  public static Drawing of(List<ActivationFunction> functions) {
    int columns = Math.min(COLUMNS, functions.size());
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < functions.size(); i++) {
      Plot plot = plot(functions.get(i));
      int row = i / columns;
      marks.addAll(plot.marks(WIDTH * (i % columns), HEIGHT * row, WIDTH, HEIGHT));
    }
    String names = String.join(", ", functions.stream().map(ActivationFunction::name).toList());
    return new Drawing(
        "Activations",
        "The functions " + names + " and their derivatives, between −6 and 6.",
        WIDTH * columns,
        HEIGHT * Math.ceilDiv(functions.size(), columns),
        marks);
  }

  private static Plot plot(ActivationFunction function) {
    double[] places =
        IntStream.range(0, POINTS).mapToDouble(i -> REACH * (2.0 * i / (POINTS - 1) - 1)).toArray();
    double[] values = function.values(places);
    double[] slopes = function.slopes(places);
    double[] finite =
        DoubleStream.concat(DoubleStream.of(values), DoubleStream.of(slopes))
            .filter(Double::isFinite)
            .toArray();
    double low = Math.max(-10, DoubleStream.of(finite).min().orElse(0));
    double high = Math.min(10, DoubleStream.of(finite).max().orElse(1));
    Axis up = Axis.linear(Math.min(0, low), Math.max(high, Math.min(0, low) + 0.1));
    return new Plot(
        function.name(),
        Axis.linear(-REACH, REACH),
        "x",
        up,
        List.of(
            new Plot.Series("f(x)", Ink.BLUE, points(places, values, up)),
            new Plot.Series("f′(x)", Ink.VERMILION, true, points(places, slopes, up))),
        Optional.empty());
  }

  /** A line is broken where it leaves the plot, and where it jumps. */
  private static List<Point> points(double[] places, double[] values, Axis up) {
    List<Point> points = new ArrayList<>();
    double jump = (up.high() - up.low()) / 4;
    for (int i = 0; i < places.length; i++) {
      boolean inside = values[i] >= up.low() - 1e-9 && values[i] <= up.high() + 1e-9;
      if (i > 0 && Math.abs(values[i] - values[i - 1]) > jump) {
        points.add(new Point(places[i], Double.NaN));
      }
      if (inside) {
        points.add(new Point(places[i], values[i]));
      }
    }
    return points;
  }
}
