package org.chainrule.report.chart;

import java.util.Locale;
import org.chainrule.drawing.Wording;
import org.chainrule.learn.training.Measure;

/** What a {@link Measure} says, as it is written and drawn: accuracy in per cent, R² as it is. */
public final class Quality {
  /** Lower R², as of first epochs, is drawn here. */
  private static final double LEAST_R2 = -1;

  private Quality() {}

  /** The number as it stands in a text. */
  public static String written(double quality, Measure measure) {
    return switch (measure) {
      case ACCURACY -> Wording.percent(quality, 2);
      case R2 -> String.format(Locale.ROOT, "%.4f", quality).replace('-', '−');
    };
  }

  /** How much better one is than another, as it stands in a text. */
  public static String difference(double quality, Measure measure) {
    String text =
        switch (measure) {
          case ACCURACY -> String.format(Locale.ROOT, "%+.2f points", 100 * quality);
          case R2 -> String.format(Locale.ROOT, "%+.4f", quality);
        };
    return text.replace('-', '−');
  }

  /** What an axis of it is called. */
  static String title(Measure measure) {
    return switch (measure) {
      case ACCURACY -> "accuracy (%)";
      case R2 -> "R²";
    };
  }

  /** Where it is drawn along an axis. */
  static double drawn(double quality, Measure measure) {
    return switch (measure) {
      case ACCURACY -> 100 * quality;
      case R2 -> Math.max(LEAST_R2, quality);
    };
  }
}
