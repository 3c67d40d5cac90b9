package org.chainrule.learn.data;

import java.util.Arrays;
import java.util.List;
import org.chainrule.learn.random.Philox;

/**
 * A dataset divided into a part to learn from, one to choose by and one to judge by.
 *
 * <p>Each part keeps the order of the whole.
 */
public record Split(Dataset train, Dataset validation, Dataset test) {
  /** Room for the rounding error of a share that is meant to be whole. */
  private static final double WHOLE = 1e-6;

  /**
   * Divides a dataset at random, each class in the same proportions, the rest going to training.
   * Sequences with a label for each step stay whole and are divided whatever their labels, and so
   * are examples with numbers.
   *
   * @param validation the share of the validation part, 0 for none
   * @param test the share of the test part, 0 for none
   * @throws IllegalArgumentException if a share is negative or nothing is left for training
   */
  public static Split stratified(Dataset whole, double validation, double test, long seed) {
    double train = 1 - validation - test;
    if (!(validation >= 0 && test >= 0 && train > 0)) {
      throw new IllegalArgumentException(
          "validation share "
              + validation
              + " and test share "
              + test
              + " must be at least 0 and together less than 1");
    }
    Targets groups = whole.stepwise() ? oneGroup(whole.count()) : whole.targets();
    int[][] parts = stratify(groups, new double[] {train, validation, test}, seed);
    return new Split(
        whole.select(parts[0]).withName(whole.name() + " (training)"),
        whole.select(parts[1]).withName(whole.name() + " (validation)"),
        whole.select(parts[2]).withName(whole.name() + " (test)"));
  }

  private static Labels oneGroup(int count) {
    return new Labels(new int[count], List.of(""));
  }

  /**
   * Divides examples at random into parts, each class in the proportions of the shares; examples
   * with numbers as if they were of one class.
   *
   * <p>A class of n examples gives a part of share s at least ⌊n·s⌋ and at most ⌈n·s⌉ of them.
   * Those left over by rounding down go to the parts that are furthest behind their share of all
   * classes so far, the earlier part when there are two. The same for a seed on every platform.
   *
   * @param shares of the parts
   * @throws IllegalArgumentException if a share is negative or their sum is not 1
   * @return for each part the numbers of its examples, ascending
   */
  public static int[][] stratify(Targets targets, double[] shares, long seed) {
    Labels labels = targets instanceof Labels classes ? classes : oneGroup(targets.count());
    double sum = Arrays.stream(shares).sum();
    if (!(Arrays.stream(shares).allMatch(share -> share >= 0) && Math.abs(sum - 1) < 1e-12)) {
      throw new IllegalArgumentException(
          "shares " + Arrays.toString(shares) + " must be at least 0 and have sum 1");
    }
    Philox random = Philox.of(seed, "split");
    int[] partOf = new int[labels.count()];
    int[] sizes = new int[shares.length];
    double[] behind = new double[shares.length];
    for (int[] group : members(labels)) {
      random.shuffle(group);
      int next = 0;
      int[] taken = apportion(group.length, shares, behind);
      for (int part = 0; part < shares.length; part++) {
        for (int i = 0; i < taken[part]; i++) {
          partOf[group[next++]] = part;
        }
        sizes[part] += taken[part];
      }
    }
    int[][] parts = new int[shares.length][];
    for (int part = 0; part < shares.length; part++) {
      parts[part] = new int[sizes[part]];
    }
    int[] filled = new int[shares.length];
    for (int example = 0; example < partOf.length; example++) {
      int part = partOf[example];
      parts[part][filled[part]++] = example;
    }
    return parts;
  }

  /** How many of {@code count} each part takes; {@code behind} is carried from class to class. */
  private static int[] apportion(int count, double[] shares, double[] behind) {
    int[] taken = new int[shares.length];
    boolean[] whole = new boolean[shares.length];
    int left = count;
    for (int part = 0; part < shares.length; part++) {
      double quota = count * shares[part];
      taken[part] = (int) Math.floor(quota + WHOLE);
      whole[part] = quota - taken[part] <= WHOLE;
      behind[part] += quota - taken[part];
      left -= taken[part];
    }
    for (; left > 0; left--) {
      int neediest = -1;
      for (int part = 0; part < shares.length; part++) {
        if (!whole[part] && (neediest < 0 || behind[part] > behind[neediest] + WHOLE)) {
          neediest = part;
        }
      }
      taken[neediest]++;
      whole[neediest] = true;
      behind[neediest]--;
    }
    return taken;
  }

  /** For each class the numbers of its examples. */
  private static int[][] members(Labels labels) {
    int[] counts = labels.counts();
    int[][] members = new int[counts.length][];
    Arrays.setAll(members, label -> new int[counts[label]]);
    int[] filled = new int[counts.length];
    for (int example = 0; example < labels.count(); example++) {
      int label = labels.index(example);
      members[label][filled[label]++] = example;
    }
    return members;
  }
}
