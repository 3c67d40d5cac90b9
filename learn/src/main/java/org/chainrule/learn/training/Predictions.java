package org.chainrule.learn.training;

import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.learn.data.Labels;

/** What a model says of some examples, or of each step of some sequences. */
public final class Predictions {
  private final List<String> classes;
  private final double[][] probabilities;

  Predictions(List<String> classes, double[][] probabilities) {
    this.classes = classes;
    this.probabilities = probabilities;
  }

  /** The names of the classes. */
  public List<String> classes() {
    return classes;
  }

  /** How many examples. */
  public int count() {
    return probabilities.length;
  }

  /** The probability of a class for an example. */
  public double probability(int example, int index) {
    return probabilities[example][index];
  }

  /** The index of the most probable class of an example, the first of equals. */
  public int index(int example) {
    double[] row = probabilities[example];
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      if (row[i] > row[best]) {
        best = i;
      }
    }
    return best;
  }

  /** The indices of the most probable classes. */
  public int[] indices() {
    return IntStream.range(0, count()).map(this::index).toArray();
  }

  /** How often each class was taken for each, if these are the true ones. */
  public ConfusionMatrix confusion(Labels truth) {
    int[] right = IntStream.range(0, count()).map(truth::index).toArray();
    return ConfusionMatrix.of(classes, right, indices());
  }

  /** The name of the most probable class of an example. */
  public String label(int example) {
    return classes.get(index(example));
  }
}
