package org.chainrule.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * Settings that have been tried.
 *
 * @param settings those that differ from the search's own, by name
 * @param trainScores accuracy or R² on what was learnt from, for each fold
 * @param scores accuracy on what was not, for each fold; NaN where there is a failure
 * @param iterations epochs or steps over all folds
 * @param failure why the settings can't be used, if so
 */
public record Trial(
    SequencedMap<String, String> settings,
    List<Double> trainScores,
    List<Double> scores,
    int iterations,
    Optional<String> failure) {
  public Trial {
    settings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(settings));
    trainScores = List.copyOf(trainScores);
    scores = List.copyOf(scores);
  }

  /** The mean score over folds; NaN if one failed. */
  public double score() {
    return mean(scores);
  }

  /** The mean score on what was learnt from. */
  public double trainScore() {
    return mean(trainScores);
  }

  /** Whether it did better than another; what failed never does. */
  public boolean isBetterThan(Trial other) {
    return score() > other.score() || (Double.isNaN(other.score()) && !Double.isNaN(score()));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }
}
