package org.chainrule.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.training.ConfusionMatrix;
import org.chainrule.learn.training.Predictions;

/**
 * What a model gets wrong.
 *
 * @param part the part of the data that it was tried on, for example "test"
 * @param confusion how often each class was taken for each
 * @param misread the examples that it got wrong
 */
public record Mistakes(String part, ConfusionMatrix confusion, List<Misread> misread) {
  public Mistakes {
    misread = List.copyOf(misread);
  }

  /**
   * What a model said wrongly of some examples, the most confident first.
   *
   * @throws IllegalArgumentException if the examples have other classes than the predictions, or
   *     there are more or fewer of them
   */
  public static Mistakes of(String part, Predictions predictions, Dataset data) {
    if (!data.labels().classes().equals(predictions.classes())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has the classes %s, the predictions %s",
              data.name(),
              data.labels().classes(),
              predictions.classes()));
    }
    if (data.labels().count() != predictions.count()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d examples, but there are %d predictions",
              data.name(),
              data.labels().count(),
              predictions.count()));
    }
    int[] truth = new int[predictions.count()];
    List<Misread> misread = new ArrayList<>();
    for (int i = 0; i < truth.length; i++) {
      truth[i] = data.labels().index(i);
      if (predictions.index(i) != truth[i]) {
        misread.add(
            new Misread(
                example(data, i),
                data.labels().name(i),
                predictions.label(i),
                predictions.probability(i, predictions.index(i))));
      }
    }
    misread.sort(Comparator.comparingDouble(Misread::probability).reversed());
    ConfusionMatrix confusion =
        ConfusionMatrix.of(predictions.classes(), truth, predictions.indices());
    return new Mistakes(part, confusion, misread);
  }

  /** The example that a label is of, or the step. */
  private static Tensor example(Dataset data, int i) {
    boolean stepwise = data.stepwise();
    Features features = stepwise ? ((Features.Sequences) data.features()).steps() : data.features();
    List<Integer> shape = data.exampleShape();
    return Tensor.of(new Shape(stepwise ? shape.subList(1, shape.size()) : shape), features.row(i));
  }
}
