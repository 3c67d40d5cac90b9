package org.chainrule.learn.training;

import java.util.Arrays;
import java.util.List;

/**
 * How often each class was taken for each.
 *
 * @param classes the names of the classes
 * @param counts row: the true class, column: the predicted one
 */
public record ConfusionMatrix(List<String> classes, List<List<Integer>> counts) {

  /** The matrix of these true and predicted classes, equally many. */
  public static ConfusionMatrix of(List<String> classes, int[] truth, int[] predicted) {
    int[][] counts = new int[classes.size()][classes.size()];
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][predicted[i]]++;
    }
    return new ConfusionMatrix(
        classes, Arrays.stream(counts).map(row -> Arrays.stream(row).boxed().toList()).toList());
  }

  /** How many examples of one class were taken for another. */
  public int count(int truth, int predicted) {
    return counts.get(truth).get(predicted);
  }

  /** The number of examples. */
  public int total() {
    return counts.stream().flatMap(List::stream).mapToInt(n -> n).sum();
  }

  /** The share on the diagonal; NaN if there are no examples. */
  public double accuracy() {
    int right = 0;
    for (int i = 0; i < classes.size(); i++) {
      right += count(i, i);
    }
    return (double) right / total();
  }
}
