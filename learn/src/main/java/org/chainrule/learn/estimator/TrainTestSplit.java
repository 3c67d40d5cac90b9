package org.chainrule.learn.estimator;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.chainrule.learn.random.RandomState;

/**
 * Examples divided into those to learn from and those to judge by, as scikit-learn's {@code
 * train_test_split} divides them with the same generator.
 */
@SuppressWarnings("ArrayRecordComponent") // written once
record TrainTestSplit(int[] train, int[] test) {
  /** The least that a score can be taken on. */
  private static final int LEAST = 2;

  /**
   * Divides the numbers 0, 1, …, count − 1 at random.
   *
   * @throws IllegalArgumentException if fewer than two would be set aside, or none left
   */
  static TrainTestSplit of(int count, double fraction, RandomState random) {
    int tested = tested(count, fraction);
    int[] order = random.permutation(count);
    return new TrainTestSplit(
        Arrays.copyOfRange(order, tested, count), Arrays.copyOfRange(order, 0, tested));
  }

  private static int tested(int count, double fraction) {
    int tested = (int) Math.ceil(fraction * count);
    if (tested < LEAST || tested >= count) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "early stopping would set aside %d of %d examples; it needs at least %d and must"
                  + " leave some: change validation_fraction or add examples",
              tested,
              count,
              LEAST));
    }
    return tested;
  }

  /**
   * Divides examples at random, each class in the same proportions.
   *
   * @param classes the number of each example's class
   * @throws IllegalArgumentException if a class has one example only, or a part would have fewer
   *     examples than there are classes
   */
  static TrainTestSplit stratified(int[] classes, double fraction, RandomState random) {
    int tested = tested(classes.length, fraction);
    int trained = classes.length - tested;
    int[] present = Arrays.stream(classes).sorted().distinct().toArray();
    int[][] members =
        Arrays.stream(present)
            .mapToObj(c -> IntStream.range(0, classes.length).filter(i -> classes[i] == c))
            .map(IntStream::toArray)
            .toArray(int[][]::new);
    int[] counts = Arrays.stream(members).mapToInt(m -> m.length).toArray();
    if (Arrays.stream(counts).min().orElse(0) < 2 || Math.min(tested, trained) < counts.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%d and %d examples are too few for %d classes of %s examples: early stopping needs"
                  + " two of each class, and one for each part",
              trained,
              tested,
              counts.length,
              Arrays.toString(counts)));
    }
    int[] toTrain = apportion(counts, trained, random);
    int[] left = IntStream.range(0, counts.length).map(c -> counts[c] - toTrain[c]).toArray();
    int[] toTest = apportion(left, tested, random);
    IntStream.Builder train = IntStream.builder();
    IntStream.Builder test = IntStream.builder();
    for (int c = 0; c < counts.length; c++) {
      int[] order = random.permutation(counts[c]);
      for (int i = 0; i < toTrain[c]; i++) {
        train.add(members[c][order[i]]);
      }
      for (int i = toTrain[c]; i < toTrain[c] + toTest[c]; i++) {
        test.add(members[c][order[i]]);
      }
    }
    return new TrainTestSplit(
        shuffled(train.build().toArray(), random), shuffled(test.build().toArray(), random));
  }

  private static int[] shuffled(int[] values, RandomState random) {
    random.shuffle(values);
    return values;
  }

  /**
   * How many of each class are drawn: in proportion, rounded down, and one more where most was
   * rounded away; equal remainders take their turns at random.
   */
  private static int[] apportion(int[] counts, int draws, RandomState random) {
    double all = Arrays.stream(counts).sum();
    double[] shares = Arrays.stream(counts).mapToDouble(c -> c / all * draws).toArray();
    int[] drawn = Arrays.stream(shares).mapToInt(share -> (int) Math.floor(share)).toArray();
    double[] rests =
        IntStream.range(0, counts.length).mapToDouble(c -> shares[c] - drawn[c]).toArray();
    int missing = draws - Arrays.stream(drawn).sum();
    double[] falling = Arrays.stream(rests).map(r -> -r).sorted().distinct().map(r -> -r).toArray();
    for (double rest : falling) {
      if (missing == 0) {
        break;
      }
      int[] equal = IntStream.range(0, counts.length).filter(c -> rests[c] == rest).toArray();
      int more = Math.min(equal.length, missing);
      for (int c : random.choice(equal, more)) {
        drawn[c]++;
      }
      missing -= more;
    }
    return drawn;
  }
}
