package org.chainrule.report.chart;

import java.util.List;
import java.util.stream.DoubleStream;
import org.chainrule.drawing.plot.Axis;
import org.chainrule.learn.training.Measure;
import org.chainrule.search.Trial;

/**
 * Where the scores of trials lie along an axis.
 *
 * @param measure what scores are
 * @param axis the axis
 */
record ScoreAxis(Measure measure, Axis axis) {
  static ScoreAxis of(Measure measure, List<Trial> scored) {
    double[] drawn = scored.stream().mapToDouble(t -> Quality.drawn(t.score(), measure)).toArray();
    double least =
        switch (measure) {
          case ACCURACY -> 1;
          case R2 -> 0.01;
        };
    double low = DoubleStream.of(drawn).min().orElse(0);
    double high = DoubleStream.of(drawn).max().orElse(low);
    return new ScoreAxis(measure, Axis.linear(low, Math.max(high, low + least)));
  }

  /** How far along the axis a trial lies, from 0 to 1. */
  double share(Trial trial) {
    return axis.share(Quality.drawn(trial.score(), measure));
  }

  /** A trial's score and settings. */
  String describe(Trial trial) {
    StringBuilder text = new StringBuilder(Quality.written(trial.score(), measure));
    trial.settings().forEach((name, value) -> text.append(", ").append(name + "=" + value));
    return text.toString();
  }
}
