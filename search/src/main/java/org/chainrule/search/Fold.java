package org.chainrule.search;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chainrule.learn.data.Split;
import org.chainrule.learn.data.Targets;

/**
 * Examples to learn from, and others to score by.
 *
 * @param train the numbers of the former
 * @param scored the numbers of the latter
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Fold(int[] train, int[] scored) {

  /**
   * Cross-validation: every example is scored once, by models that have not seen it. Each fold has
   * every class in the same proportions.
   *
   * @throws IllegalArgumentException if there are fewer than two folds, or than examples for them
   */
  public static List<Fold> crossValidation(Targets targets, int folds, long seed) {
    if (folds < 2 || folds > targets.count()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d folds of %d examples; there must be at least 2, each with an example",
              folds,
              targets.count()));
    }
    double[] shares = new double[folds];
    Arrays.fill(shares, 1.0 / folds);
    int[][] parts = Split.stratify(targets, shares, seed);
    return IntStream.range(0, folds).mapToObj(i -> of(targets.count(), parts[i])).toList();
  }

  private static Fold of(int count, int[] scored) {
    boolean[] isScored = new boolean[count];
    for (int example : scored) {
      isScored[example] = true;
    }
    return new Fold(IntStream.range(0, count).filter(i -> !isScored[i]).toArray(), scored);
  }

  /**
   * A share of the examples set aside for scoring, every class in the same proportions.
   *
   * @throws IllegalArgumentException if a part would have no examples
   */
  public static Fold holdOut(Targets targets, double share, long seed) {
    int[] scored = Split.stratify(targets, new double[] {1 - share, share}, seed)[1];
    if (scored.length == 0 || scored.length == targets.count()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a share of %s of %d examples leaves a part empty",
              share,
              targets.count()));
    }
    return of(targets.count(), scored);
  }

  /** A split that was made beforehand: the first examples to learn from, the rest to score by. */
  public static Fold predefined(int train, int scored) {
    return new Fold(
        IntStream.range(0, train).toArray(), IntStream.range(train, train + scored).toArray());
  }
}
