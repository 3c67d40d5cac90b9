package org.chainrule.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.training.ConfusionMatrix;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Score;

/** Runs that reports are made of. */
public final class Samples {
  public static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  private Samples() {}

  /** 64–32–10 with its first weights. */
  public static Model digits() {
    Network network =
        Network.of(
            Shape.of(64), new Rescale(1 / 16.0), new Dense(32), Activation.RELU, new Dense(10));
    return model(network, DIGITS);
  }

  public static Model model(Network network, List<String> classes) {
    return new Model(network, classes, Precision.FLOAT64, network.initialize(7));
  }

  /** A dense layer from two features to two classes with these weights and no bias. */
  public static Model linear(List<String> classes, double... weights) {
    Network network = Network.of(Shape.of(2), new Dense(2));
    Map<String, Tensor> values =
        Map.of(
            "dense_1.weight",
            Tensor.of(Shape.of(2, 2), weights),
            "dense_1.bias",
            Tensor.vector(0, 0));
    return new Model(network, classes, Precision.FLOAT64, values);
  }

  /**
   * A history of losses; accuracies are 1/(1 + loss), the validation loss is 1.5 times as large.
   */
  public static History history(double... losses) {
    List<Epoch> epochs = new ArrayList<>();
    for (double loss : losses) {
      Score training = new Score(loss, 1 / (1 + loss));
      Score validation = new Score(1.5 * loss, 1 / (1 + 1.5 * loss));
      epochs.add(
          new Epoch(
              epochs.size() + 1, training, Optional.of(validation), OptionalDouble.of(0.01), 0.25));
    }
    return new History(epochs, losses.length, History.End.LAST_EPOCH);
  }

  public static History withoutValidation(History history) {
    List<Epoch> epochs =
        history.epochs().stream()
            .map(
                e ->
                    new Epoch(
                        e.number(), e.training(), Optional.empty(), e.learningRate(), e.seconds()))
            .toList();
    return new History(epochs, history.best(), history.end());
  }

  public static ConfusionMatrix confusion(List<String> classes, int[]... counts) {
    return new ConfusionMatrix(
        classes,
        IntStream.range(0, counts.length)
            .mapToObj(row -> IntStream.of(counts[row]).boxed().toList())
            .toList());
  }

  /** An 8×8 picture of a disc. */
  public static Tensor picture() {
    double[] values = new double[64];
    for (int i = 0; i < 64; i++) {
      double x = i % 8 - 3.5;
      double y = Math.floorDiv(i, 8) - 3.5;
      values[i] = x * x + y * y < 9 ? 16 : 0;
    }
    return Tensor.of(Shape.of(8, 8), values);
  }

  public static SequencedMap<String, Score> scores() {
    SequencedMap<String, Score> scores = new LinkedHashMap<>();
    scores.put("train", new Score(0.0207, 0.9981));
    scores.put("validation", new Score(0.1078, 0.9749));
    scores.put("test", new Score(0.0535, 0.9806));
    return scores;
  }

  public static RunReport report(String title, Model model, History history, Mistakes mistakes) {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    settings.put("seed", "7");
    settings.put("learning rate", "0.01");
    return new RunReport(
        title,
        model,
        history,
        scores(),
        Optional.of(mistakes),
        Optional.empty(),
        Optional.empty(),
        settings);
  }
}
