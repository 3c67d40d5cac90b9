package org.chainrule.explain.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.plot.Axis;
import org.chainrule.drawing.plot.Plot;

/** Measured gradients as lines and their bounds as dashed lines, on a logarithmic axis. */
public final class VanishingPlot {
  /** So many activations can be told apart. */
  public static final int MOST = 5;

  private static final List<Ink> INKS =
      List.of(Ink.BLUE, Ink.VERMILION, Ink.GREEN, Ink.PURPLE, Ink.YELLOW);
  private static final double WIDTH = 760;
  private static final double HEIGHT = 420;

  private VanishingPlot() {}

  /**
   * The plot.
   *
   * @param title what is measured
   * @param across what separates: steps or layers
   */
  public static Drawing of(String title, String across, List<VanishingGradient> gradients) {
    List<Plot.Series> series = new ArrayList<>();
    List<Double> positive = new ArrayList<>();
    int most = 1;
    for (int i = 0; i < gradients.size(); i++) {
      VanishingGradient gradient = gradients.get(i);
      Ink ink = INKS.get(i % INKS.size());
      String bound = gradients.size() == 1 ? "bound" : "";
      series.add(new Plot.Series(gradient.name(), ink, points(gradient.measured(), positive)));
      series.add(new Plot.Series(bound, ink, true, points(gradient.bound(), positive)));
      most = Math.max(most, gradient.measured().size() - 1);
    }
    double[] numbers = positive.stream().mapToDouble(Double::doubleValue).toArray();
    Plot plot =
        new Plot(
            title + (gradients.size() == 1 ? "" : " (dashed: bound)"),
            Axis.linear(0, most),
            across,
            Axis.of(numbers),
            series,
            Optional.empty());
    return new Drawing(
        title, title + " by " + across + ".", WIDTH, HEIGHT, plot.marks(0, 0, WIDTH, HEIGHT));
  }

  /** What is no positive number, as of a dead rectifier, has no place on a logarithmic axis. */
  private static List<Point> points(List<Double> values, List<Double> positive) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < values.size() && values.get(i) > 0 && Double.isFinite(values.get(i)); i++) {
      points.add(new Point(i, values.get(i)));
      positive.add(values.get(i));
    }
    return points;
  }
}
