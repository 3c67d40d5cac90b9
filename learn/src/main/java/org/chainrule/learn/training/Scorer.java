package org.chainrule.learn.training;

import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Network;

/** Runs a network forwards with the parameters that a machine holds. */
final class Scorer {
  /** How many examples are run at once. */
  private static final int BATCH = 256;

  private final Shape labels;
  private final Batches batches;

  Scorer(Network network, Machine machine) {
    labels = network.labels();
    batches = new Batches(machine, network, (x, y) -> program(network, x, y));
  }

  /** One for both uses, as making a program ready takes longer than what it computes in vain. */
  static Program program(Network network, Expr x, Expr y) {
    Expr logits = network.apply(x);
    List<Expr> outputs =
        List.of(Loss.crossEntropy(logits, y), hits(logits, y), Functions.softmax(logits));
    return new Program(Simplify.of(outputs), Map.of());
  }

  /** 1 for every label whose class has the largest output, else 0. */
  static Expr hits(Expr logits, Expr labels) {
    return Functions.equal(Functions.argMax(logits), labels);
  }

  Score score(Dataset data) {
    return score(data, (outputs, place, example) -> {});
  }

  /** Scores examples and fills in the probabilities of their classes, for each label. */
  Score score(Dataset data, double[][] probabilities) {
    return score(data, taker(data.features(), probabilities));
  }

  private Score score(Dataset data, Taker taker) {
    double[] sums = new double[2];
    run(
        data.count(),
        (batch, place, example) -> batch.fill(place, example, data),
        (outputs, place, example) -> {
          int from = place * labels.elements();
          int count = first(data.features(), example + 1) - first(data.features(), example);
          for (int i = from; i < from + count; i++) {
            sums[0] += outputs.get(0).at(i);
            sums[1] += outputs.get(1).at(i);
          }
          taker.take(outputs, place, example);
        });
    return new Score(sums[0] / data.labels().count(), sums[1] / data.labels().count());
  }

  double[][] probabilities(Features features) {
    double[][] probabilities = new double[first(features, features.count())][];
    run(
        features.count(),
        (batch, place, example) -> batch.fill(place, features.width(), example, features),
        taker(features, probabilities));
    return probabilities;
  }

  /** The number of an example's first label among those of all. */
  private int first(Features features, int example) {
    return labels.rank() > 0 && features instanceof Features.Sequences sequences
        ? sequences.begin(example)
        : example * labels.elements();
  }

  private Taker taker(Features features, double[][] probabilities) {
    return (outputs, place, example) -> {
      Tensor table = outputs.get(2);
      int classes = table.shape().size(-1);
      int from = place * labels.elements();
      int first = first(features, example);
      int count = first(features, example + 1) - first;
      for (int step = 0; step < count; step++) {
        double[] row = new double[classes];
        for (int k = 0; k < classes; k++) {
          row[k] = table.at((from + step) * classes + k);
        }
        probabilities[first + step] = row;
      }
    };
  }

  /** Puts an example into a place of a batch. */
  private interface Filler {
    void fill(Batches.Batch batch, int place, int example);
  }

  /** Takes what a batch says of the example in a place. */
  private interface Taker {
    void take(List<Tensor> outputs, int place, int example);
  }

  /** Runs the examples; in the last batch, places without one keep those of the batch before. */
  private void run(int count, Filler filler, Taker taker) {
    for (int from = 0; from < count; from += BATCH) {
      Batches.Batch batch = batches.of(Math.min(BATCH, count));
      int size = Math.min(BATCH, count - from);
      for (int i = 0; i < size; i++) {
        filler.fill(batch, i, from + i);
      }
      batch.plan().run();
      List<Tensor> outputs = batch.program().outputs().stream().map(batch.plan()::value).toList();
      for (int i = 0; i < size; i++) {
        taker.take(outputs, i, from + i);
      }
    }
  }
}
