package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.learn.text.Attribution;
import org.chainrule.learn.training.Predictions;

/** What a model says of one text, and which words moved it to. */
final class TextPrediction {
  private TextPrediction() {}

  static String text(Predictions predictions, List<Attribution> words) {
    int chosen = predictions.index(0);
    List<List<String>> rows = new ArrayList<>();
    for (Attribution word : words) {
      rows.add(
          List.of(
              word.known() ? word.word() : word.word() + " (unknown)",
              Messages.format("%+.3f", word.weight())));
    }
    return Messages.format(
            "%s  %s\n", predictions.label(0), Messages.percent(predictions.probability(0, chosen)))
        + (rows.isEmpty() ? "" : Columns.align(rows));
  }
}
