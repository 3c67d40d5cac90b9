package org.chainrule.cli;

import java.util.Optional;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Score;

/**
 * A history as CSV, one row an epoch; cells are empty where there was no validation, or no learning
 * rate.
 */
final class HistoryText {
  private static final String HEADER =
      "epoch,learning_rate,train_loss,train_%1$s,validation_loss,validation_%1$s\n";

  private HistoryText() {}

  static String csv(History history, Measure measure) {
    StringBuilder text = new StringBuilder(Messages.format(HEADER, Json.name(measure)));
    for (Epoch epoch : history.epochs()) {
      text.append(epoch.number()).append(',');
      epoch.learningRate().ifPresent(text::append);
      append(text, Optional.of(epoch.training()));
      append(text, epoch.validation());
      text.append('\n');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, Optional<Score> score) {
    text.append(',').append(score.map(s -> Double.toString(s.loss())).orElse(""));
    text.append(',').append(score.map(s -> Double.toString(s.quality())).orElse(""));
  }
}
