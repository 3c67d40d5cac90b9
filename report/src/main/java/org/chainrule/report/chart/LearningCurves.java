package org.chainrule.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.chainrule.drawing.Drawing;
import org.chainrule.drawing.Ink;
import org.chainrule.drawing.Mark;
import org.chainrule.drawing.Point;
import org.chainrule.drawing.Wording;
import org.chainrule.drawing.plot.Axis;
import org.chainrule.drawing.plot.Plot;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Score;

/** Loss and accuracy or R² of every epoch, on the training and the validation examples. */
public final class LearningCurves {
  private static final double WIDTH = 960;
  private static final double HEIGHT = 340;
  private static final double GAP = 24;

  /** An axis shows at least so much of the accuracies, in per cent. */
  private static final double LEAST_RANGE = 4;

  private LearningCurves() {}

  /** The curves of a training, with the epoch pointed out whose weights were kept. */
  public static Drawing of(History history, Measure measure) {
    double width = (WIDTH - GAP) / 2;
    List<Mark> marks = new ArrayList<>();
    List<Plot.Series> losses = series(history, Score::loss);
    marks.addAll(plot("Loss", history, Axis.of(finite(losses)), losses).marks(0, 0, width, HEIGHT));
    marks.addAll(quality(history, measure).marks(width + GAP, 0, width, HEIGHT));
    return new Drawing("Learning curves", describe(history), WIDTH, HEIGHT, marks);
  }

  private static Plot quality(History history, Measure measure) {
    List<Plot.Series> shares = series(history, s -> Quality.drawn(s.quality(), measure));
    double[] drawn = finite(shares);
    return switch (measure) {
      case ACCURACY -> plot("Accuracy (%)", history, percentages(drawn), shares);
      case R2 -> {
        double low = Arrays.stream(drawn).min().orElse(0);
        yield plot("R²", history, Axis.linear(Math.min(low, 0), 1), shares);
      }
    };
  }

  private static List<Plot.Series> series(History history, ToDoubleFunction<Score> value) {
    List<Point> training = new ArrayList<>();
    List<Point> validation = new ArrayList<>();
    for (Epoch epoch : history.epochs()) {
      training.add(new Point(epoch.number(), value.applyAsDouble(epoch.training())));
      epoch
          .validation()
          .ifPresent(
              score -> validation.add(new Point(epoch.number(), value.applyAsDouble(score))));
    }
    Plot.Series first = new Plot.Series("training", Ink.BLUE, training);
    return validation.isEmpty()
        ? List.of(first)
        : List.of(first, new Plot.Series("validation", Ink.VERMILION, validation));
  }

  private static double[] finite(List<Plot.Series> series) {
    return series.stream()
        .flatMap(line -> line.points().stream())
        .mapToDouble(Point::y)
        .filter(Double::isFinite)
        .toArray();
  }

  private static Axis percentages(double[] values) {
    double high = Arrays.stream(values).max().orElse(100);
    double low = Arrays.stream(values).min().orElse(0);
    return Axis.linear(Math.max(0, Math.min(low, high - LEAST_RANGE)), high);
  }

  private static Plot plot(String title, History history, Axis up, List<Plot.Series> series) {
    int last = history.epochs().stream().mapToInt(Epoch::number).max().orElse(1);
    Optional<Plot.Marker> kept =
        kept(history)
            .map(epoch -> new Plot.Marker(epoch.number(), "epoch " + epoch.number() + " kept"));
    return new Plot(title, Axis.counting(last), "epoch", up, series, kept);
  }

  private static Optional<Epoch> kept(History history) {
    return history.epochs().stream().filter(e -> e.number() == history.best()).findFirst();
  }

  private static String describe(History history) {
    List<Epoch> epochs = history.epochs();
    if (epochs.isEmpty()) {
      return "There was no epoch.";
    }
    Epoch last = epochs.getLast();
    String course =
        String.format(
            Locale.ROOT,
            "Epochs: %s. The training loss goes from %s to %s",
            Wording.count(epochs.size()),
            Wording.number(epochs.getFirst().training().loss()),
            Wording.number(last.training().loss()));
    String validation =
        last.validation()
            .map(score -> ", the validation loss ends at " + Wording.number(score.loss()))
            .orElse("");
    return course
        + validation
        + kept(history)
            .map(e -> "; the weights of epoch " + e.number() + " were kept.")
            .orElse(".");
  }
}
