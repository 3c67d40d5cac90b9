package org.chainrule.cli;

import java.util.List;
import java.util.Locale;
import org.chainrule.learn.training.BinaryLoss;
import org.chainrule.learn.training.CrossEntropy;
import org.chainrule.learn.training.Loss;
import org.chainrule.learn.training.RegressionLoss;

/** Losses by the names that users give them. */
final class Losses {
  private static final List<String> NAMES =
      List.of(
          "cross_entropy",
          "binary_cross_entropy",
          "logistic",
          "mean_squared_error",
          "mean_absolute_error",
          "huber");

  private Losses() {}

  static Loss parse(String text) {
    return Numbers.read(
        text,
        numbers ->
            switch (numbers.name().toLowerCase(Locale.ROOT).replace('-', '_')) {
              case "cross_entropy" -> CrossEntropy.PLAIN;
              case "binary_cross_entropy" -> BinaryLoss.CROSS_ENTROPY;
              case "logistic" -> BinaryLoss.LOGISTIC;
              case "mean_squared_error", "mse" -> new RegressionLoss.MeanSquaredError();
              case "mean_absolute_error", "mae" -> new RegressionLoss.MeanAbsoluteError();
              case "huber" -> new RegressionLoss.Huber(numbers.next(1));
              default -> throw Words.unknown(text, NAMES);
            });
  }

  /** What users call a loss, without its number. */
  static String name(Loss loss) {
    return switch (loss) {
      case CrossEntropy _ -> "cross_entropy";
      case BinaryLoss binary ->
          switch (binary) {
            case CROSS_ENTROPY -> "binary_cross_entropy";
            case LOGISTIC -> "logistic";
          };
      case RegressionLoss.MeanSquaredError _ -> "mean_squared_error";
      case RegressionLoss.MeanAbsoluteError _ -> "mean_absolute_error";
      case RegressionLoss.Huber _ -> "huber";
    };
  }
}
