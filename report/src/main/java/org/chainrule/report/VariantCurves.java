package org.chainrule.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.plot.Axis;
import org.chainrule.drawing.plot.Plot;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Score;
import org.chainrule.report.StudyReport.Part;
import org.chainrule.report.StudyReport.Variant;

/** Losses of trainings that differ in one setting, and how they compare at their best. */
final class VariantCurves {
  private static final double WIDTH = 960;
  private static final double HEIGHT = 340;
  private static final double GAP = 16;

  /** The share of a plot that its axis to the right takes. */
  private static final double AXIS = 0.84;

  /** The size of the words at axes. */
  private static final double FONT = 12;

  private static final List<Ink> INKS =
      List.of(Ink.BLUE, Ink.VERMILION, Ink.GREEN, Ink.PURPLE, Ink.YELLOW, Ink.SKY);

  /** With so many layers, their gradients are drawn. */
  private static final int DEEP = 4;

  private VariantCurves() {}

  /** The curves of a part of a study. */
  static Drawing of(Part part) {
    List<Mark> marks = new ArrayList<>();
    marks.addAll(
        curves("Training loss", part, epoch -> Optional.of(epoch.training().loss()))
            .marks(0, 0, WIDTH, HEIGHT));
    marks.addAll(
        curves("Validation loss", part, epoch -> epoch.validation().map(score -> score.loss()))
            .marks(0, HEIGHT + GAP, WIDTH, HEIGHT));
    double top = 2 * (HEIGHT + GAP);
    double half = (WIDTH - GAP) / 2;
    marks.addAll(
        comparison("Loss at the best epoch", part, Score::loss).marks(0, top, half, HEIGHT));
    marks.addAll(
        comparison("Accuracy there (%)", part, score -> 100 * score.accuracy())
            .marks(half + GAP, top, half, HEIGHT));
    double height = top + HEIGHT;
    if (part.variants().stream().anyMatch(v -> layers(v) >= DEEP)) {
      marks.addAll(gradients(part).marks(0, height + GAP, WIDTH, HEIGHT));
      height += GAP + HEIGHT;
    }
    return new Drawing(part.title(), part.findings(), WIDTH, height, marks);
  }

  private static int layers(Variant variant) {
    return variant.gradients().map(found -> found.sizes().size()).orElse(0);
  }

  /** How large gradients are in each layer when training begins; those that are 0 are left out. */
  private static Plot gradients(Part part) {
    List<Plot.Series> series = new ArrayList<>();
    int most = 1;
    for (Variant variant : part.variants()) {
      List<Point> points = new ArrayList<>();
      for (int i = 0; i < layers(variant); i++) {
        double size = variant.gradients().orElseThrow().sizes().get(i);
        if (size > 0) {
          points.add(new Point(i + 1, size));
        }
      }
      most = Math.max(most, layers(variant));
      series.add(new Plot.Series(variant.value(), INKS.get(series.size() % INKS.size()), points));
    }
    return new Plot(
        "Gradient in a weight of each layer when training begins (root mean square)",
        Axis.counting(most),
        "layer",
        axis(series),
        series,
        Optional.empty());
  }

  private static Plot curves(String title, Part part, Function<Epoch, Optional<Double>> loss) {
    List<Plot.Series> series = new ArrayList<>();
    int last = 1;
    for (Variant variant : part.variants()) {
      List<Point> points = new ArrayList<>();
      for (Epoch epoch : variant.epochs()) {
        loss.apply(epoch).ifPresent(value -> points.add(new Point(epoch.number(), value)));
        last = Math.max(last, epoch.number());
      }
      series.add(new Plot.Series(variant.value(), INKS.get(series.size() % INKS.size()), points));
    }
    return new Plot(title, Axis.counting(last), "epoch", axis(series), series, Optional.empty());
  }

  private static Axis axis(List<Plot.Series> series) {
    return Axis.of(
        series.stream()
            .flatMap(line -> line.points().stream())
            .mapToDouble(Point::y)
            .filter(Double::isFinite)
            .toArray());
  }

  /** A number at the best epoch, one variant beside the other. */
  private static Plot comparison(String title, Part part, ToDoubleFunction<Score> number) {
    List<Axis.Tick> ticks = new ArrayList<>();
    List<Point> training = new ArrayList<>();
    List<Point> validation = new ArrayList<>();
    double width = (WIDTH - GAP) / 2 * AXIS / part.variants().size() - GAP / 2;
    for (Variant variant : part.variants()) {
      double place = ticks.size() + 1;
      ticks.add(new Axis.Tick(place, Wording.fit(variant.value(), FONT, width)));
      if (!variant.epochs().isEmpty()) {
        Epoch best = variant.best();
        training.add(new Point(place, number.applyAsDouble(best.training())));
        best.validation()
            .ifPresent(score -> validation.add(new Point(place, number.applyAsDouble(score))));
      }
    }
    List<Plot.Series> series =
        Stream.of(
                new Plot.Series("training", Ink.BLUE, training),
                new Plot.Series("validation", Ink.VERMILION, validation))
            .filter(line -> !line.points().isEmpty())
            .toList();
    Axis across = new Axis(0.5, ticks.size() + 0.5, false, ticks);
    return new Plot(title, across, part.title(), axis(series), series, Optional.empty());
  }
}
