package org.chainrule.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.training.ConfusionMatrix;
import org.chainrule.learn.training.Model;
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
   * The mistakes of a model on some examples, the most confident first.
   *
   * @throws IllegalArgumentException if the examples have other classes than the model, or another
   *     number of features
   */
  public static Mistakes of(String part, Model model, Dataset data) {
    if (!data.labels().classes().equals(model.classes())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has the classes %s, the model %s",
              data.name(),
              data.labels().classes(),
              model.classes()));
    }
    Predictions predictions = model.predict(data.features());
    int[] truth = new int[data.count()];
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
    ConfusionMatrix confusion = ConfusionMatrix.of(model.classes(), truth, predictions.indices());
    return new Mistakes(part, confusion, misread);
  }

  private static Tensor example(Dataset data, int i) {
    double[] values = new double[data.width()];
    data.features().copy(i, values, 0);
    return Tensor.of(new Shape(data.exampleShape()), values);
  }
}
