package org.chainrule.report;

import org.chainrule.learn.training.Measure;
import org.chainrule.report.chart.Quality;

/** Accuracies in per cent, and R², as reports have them but with plain blanks and hyphens. */
public final class QualityText {
  private static final char NO_BREAK_SPACE = '\u00A0';

  private QualityText() {}

  /** The number. */
  public static String of(double quality, Measure measure) {
    return plain(Quality.written(quality, measure));
  }

  /** How much better one is than another. */
  public static String difference(double quality, Measure measure) {
    return plain(Quality.difference(quality, measure));
  }

  private static String plain(String text) {
    return text.replace(NO_BREAK_SPACE, ' ').replace('−', '-');
  }
}
