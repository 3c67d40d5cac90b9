package org.chainrule.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.chainrule.engine.Precision;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.training.Estimates;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.chainrule.learn.training.Task;

/** What a model says of examples, as files have it. */
public final class AnswerText {
  private AnswerText() {}

  /** What it says: classes, or numbers as {@link #of(Model, Estimates)} has them. */
  public static String of(Model model, Features features) {
    return switch (model.task()) {
      case Task.Classification _ -> of(model.predict(features));
      case Task.Regression _ -> of(model, model.estimate(features));
    };
  }

  /** Classes, one a line. */
  static String of(Predictions predictions) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < predictions.count(); i++) {
      text.append(predictions.label(i)).append('\n');
    }
    return text.toString();
  }

  /** Numbers: one a line, several as CSV under their names. */
  static String of(Model model, Estimates estimates) {
    int width = estimates.quantities().size();
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      if (width > 1) {
        csv.writeRecord(model.outputs());
      }
      for (int i = 0; i < estimates.count(); i++) {
        List<String> row = new ArrayList<>();
        for (int k = 0; k < width; k++) {
          row.add(number(estimates.at(i, k), model.precision()));
        }
        csv.writeRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** With as many digits as the model computes. */
  private static String number(double value, Precision precision) {
    return switch (precision) {
      case FLOAT32 -> Float.toString((float) value);
      case FLOAT64 -> Double.toString(value);
    };
  }
}
