package org.chainrule.learn.training;

import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Network;

/** Runs a network forwards with the parameters that a machine holds. */
final class Scorer {
  /** How many examples are run at once. */
  private static final int BATCH = 256;

  private final Batches batches;

  Scorer(Network network, Machine machine) {
    batches = new Batches(machine, network.input(), (x, y) -> program(network, x, y));
  }

  /** One for both uses, as making a program ready takes longer than what it computes in vain. */
  static Program program(Network network, Expr x, Expr y) {
    Expr logits = network.apply(x);
    List<Expr> outputs =
        List.of(Loss.crossEntropy(logits, y), hits(logits, y), Functions.softmax(logits));
    return new Program(Simplify.of(outputs), Map.of());
  }

  /** 1 for every example that has its largest output at the true class, else 0. */
  static Expr hits(Expr logits, Expr labels) {
    return Functions.equal(Functions.argMax(logits), labels);
  }

  Score score(Dataset data) {
    return score(data, (outputs, place, example) -> {});
  }

  /** Scores examples and fills in the probabilities of their classes. */
  Score score(Dataset data, double[][] probabilities) {
    return score(data, taker(probabilities));
  }

  private Score score(Dataset data, Taker taker) {
    double[] sums = new double[2];
    run(
        data.count(),
        (batch, place, example) ->
            batch.fill(place, data.width(), example, data.features(), data.labels()),
        (outputs, place, example) -> {
          sums[0] += outputs.get(0).at(place);
          sums[1] += outputs.get(1).at(place);
          taker.take(outputs, place, example);
        });
    return new Score(sums[0] / data.count(), sums[1] / data.count());
  }

  double[][] probabilities(Features features) {
    double[][] probabilities = new double[features.count()][];
    run(
        probabilities.length,
        (batch, place, example) -> batch.fill(place, features.width(), example, features),
        taker(probabilities));
    return probabilities;
  }

  private static Taker taker(double[][] probabilities) {
    return (outputs, place, example) -> {
      Tensor table = outputs.get(2);
      double[] row = new double[table.shape().size(1)];
      for (int k = 0; k < row.length; k++) {
        row[k] = table.at(place * row.length + k);
      }
      probabilities[example] = row;
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
