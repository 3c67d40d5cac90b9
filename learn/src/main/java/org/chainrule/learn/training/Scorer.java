package org.chainrule.learn.training;

import java.util.List;
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
  /** How many examples are run at once; any number gives the same bits for each. */
  private static final int BATCH = 256;

  private final Network network;
  private final Batches scoring;
  private final Batches predicting;

  Scorer(Network network, Machine machine) {
    this.network = network;
    scoring = new Batches(machine, network.input(), this::losses);
    predicting = new Batches(machine, network.input(), (x, y) -> probabilities(network, x));
  }

  private Program losses(Expr x, Expr y) {
    Expr logits = network.apply(x);
    Expr loss = Loss.crossEntropy(logits, y).sum();
    return new Program(Simplify.of(List.of(loss, hits(logits, y))), java.util.Map.of());
  }

  /** How many examples of a batch have their largest output at the true class. */
  static Expr hits(Expr logits, Expr labels) {
    return Functions.equal(Functions.argMax(logits), labels).sum();
  }

  static Program probabilities(Network network, Expr x) {
    Expr logits = network.apply(x);
    return new Program(Simplify.of(List.of(Functions.softmax(logits))), java.util.Map.of());
  }

  Score score(Dataset data) {
    double loss = 0;
    double right = 0;
    int width = data.width();
    for (int from = 0; from < data.count(); from += BATCH) {
      Batches.Batch batch = scoring.of(Math.min(BATCH, data.count() - from));
      for (int i = 0; i < batch.labels().size(); i++) {
        batch.fill(i, width, from + i, data.features(), data.labels());
      }
      batch.plan().run();
      loss += batch.plan().number(batch.program().outputs().get(0));
      right += batch.plan().number(batch.program().outputs().get(1));
    }
    return new Score(loss / data.count(), right / data.count());
  }

  double[][] probabilities(Features features) {
    double[][] rows = new double[features.count()][];
    for (int from = 0; from < rows.length; from += BATCH) {
      int size = Math.min(BATCH, rows.length - from);
      Batches.Batch batch = predicting.of(size);
      for (int i = 0; i < size; i++) {
        batch.fill(i, features.width(), from + i, features);
      }
      batch.plan().run();
      Tensor table = batch.plan().value(batch.program().outputs().getFirst());
      int classes = table.shape().size(1);
      for (int i = 0; i < size; i++) {
        rows[from + i] = new double[classes];
        for (int k = 0; k < classes; k++) {
          rows[from + i][k] = table.at(i * classes + k);
        }
      }
    }
    return rows;
  }
}
