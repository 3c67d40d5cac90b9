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
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Network;

/** Runs a network forwards with the parameters that a machine holds. */
final class Scorer {
  /** How many examples are run at once. */
  private static final int BATCH = 256;

  private final Measure measure;

  /** Whether each step of a sequence has an answer of its own, and how many an example has. */
  private final boolean stepwise;

  private final int rows;
  private final Batches batches;

  /**
   * A scorer of what a loss is for.
   *
   * @param loss of numbers; of classes, it is told as if it had no weights and no smoothing
   */
  Scorer(Network network, Loss loss, Machine machine) {
    measure = loss.measure();
    Shape labels = measure == Measure.R2 ? Shape.SCALAR : network.labels();
    stepwise = labels.rank() > 0;
    rows = labels.elements();
    batches = new Batches(machine, network, loss, (x, y) -> program(network, loss, x, y));
  }

  /**
   * One for all uses, as making a program ready takes longer than what it computes in vain: losses,
   * then hits and probabilities, or the numbers as the model sees them.
   */
  static Program program(Network network, Loss loss, Expr x, Expr y) {
    Expr output = network.apply(x);
    List<Expr> outputs =
        switch (loss.measure()) {
          case ACCURACY -> {
            Expr logits = logits(loss, output);
            yield List.of(loss.losses(output, y), hits(logits, y), Functions.softmax(logits));
          }
          case R2 -> List.of(loss.losses(output, y), output);
        };
    return new Program(Simplify.of(outputs), Map.of());
  }

  /** An output for each class. */
  static Expr logits(Loss loss, Expr output) {
    return loss instanceof BinaryLoss ? BinaryLoss.logits(output) : output;
  }

  /** 1 for every label whose class has the largest output, else 0. */
  static Expr hits(Expr logits, Expr labels) {
    return Functions.equal(Functions.argMax(logits), labels);
  }

  /** The score of a model by what it should say of examples. */
  Score score(Dataset data) {
    return switch (data.targets()) {
      case Labels _ -> score(data, (outputs, place, example) -> {});
      case Quantities _ -> judge(data).score();
    };
  }

  /** The score, and what the model says of the examples. */
  Judgement judge(Dataset data) {
    double[][] answers = new double[data.targets().count()][];
    Score score = score(data, taker(data.features(), answers));
    return switch (data.targets()) {
      case Labels labels ->
          new Judgement.OfClasses(score, new Predictions(labels.classes(), answers));
      case Quantities truth -> {
        Estimates estimates = estimates(truth.quantities(), answers);
        List<Errors> errors = estimates.errors(truth);
        double r2 = errors.stream().mapToDouble(Errors::r2).average().orElseThrow();
        yield new Judgement.OfNumbers(new Score(score.loss(), r2), estimates, errors);
      }
    };
  }

  /** Answers in the numbers' own units, in place of those that the model sees. */
  static Estimates estimates(List<Quantity> quantities, double[][] answers) {
    for (double[] row : answers) {
      for (int k = 0; k < row.length; k++) {
        row[k] = quantities.get(k).unscaled(row[k]);
      }
    }
    return new Estimates(quantities, answers);
  }

  /** The means of the losses and, of classes, of the hits. */
  private Score score(Dataset data, Taker taker) {
    double[] sums = new double[2];
    boolean numbers = measure == Measure.R2;
    run(
        data.count(),
        (batch, place, example) -> batch.fill(place, example, data),
        (outputs, place, example) -> {
          int from = place * rows;
          int count = data.firstLabel(example + 1) - data.firstLabel(example);
          for (int i = from; i < from + count; i++) {
            sums[0] += outputs.get(0).at(i);
            sums[1] += numbers ? 0 : outputs.get(1).at(i);
          }
          taker.take(outputs, place, example);
        });
    int count = data.targets().count();
    return new Score(sums[0] / count, sums[1] / count);
  }

  /** Probabilities of each label's classes, or each example's numbers as the model sees them. */
  double[][] answers(Features features) {
    double[][] answers = new double[first(features, features.count())][];
    run(
        features.count(),
        (batch, place, example) -> batch.fill(place, example, features),
        taker(features, answers));
    return answers;
  }

  /** The number of an example's first row of answers among those of all. */
  private int first(Features features, int example) {
    return stepwise && features instanceof Features.Sequences sequences
        ? sequences.begin(example)
        : example * rows;
  }

  private Taker taker(Features features, double[][] answers) {
    return (outputs, place, example) -> {
      Tensor table = outputs.getLast();
      int width = table.shape().size(-1);
      int from = place * rows;
      int first = first(features, example);
      int count = first(features, example + 1) - first;
      for (int step = 0; step < count; step++) {
        double[] row = new double[width];
        for (int k = 0; k < width; k++) {
          row[k] = table.at((from + step) * width + k);
        }
        answers[first + step] = row;
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
