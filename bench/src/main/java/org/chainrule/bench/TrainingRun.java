package org.chainrule.bench;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.bench.data.Examples;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Program;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Flops;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Trainer;

/**
 * A training that goes on epoch by epoch, by the trainer that users have, over the same examples in
 * their own order.
 */
final class TrainingRun {
  private static final long SEED = 1;

  private final Network network;
  private final Recipe recipe;
  private final Trainer trainer;
  private final Dataset examples;

  /** A training whose network has its first weights. */
  TrainingRun(Network network, Optimizer optimizer, Examples examples, int batch, Machine machine) {
    this.network = network;
    recipe = recipe(optimizer, batch);
    trainer = new Trainer(network, recipe, Precision.FLOAT32, machine);
    this.examples = examples.dataset(network);
  }

  private static Recipe recipe(Optimizer optimizer, int batch) {
    return Recipe.standard().with(optimizer).withBatchSize(batch).withShuffle(false).withSeed(SEED);
  }

  /** Forward pass, gradient and update as one program. */
  static Program step(Network network, Optimizer optimizer, int batch) {
    return Trainer.step(network, recipe(optimizer, batch));
  }

  /** How many batches an epoch has. */
  int steps() {
    return Math.ceilDiv(examples.count(), recipe.batchSize());
  }

  /** How many examples an epoch has. */
  int examples() {
    return examples.count();
  }

  /** Learns from all examples. */
  void epoch() {
    trainer.epoch(examples, Progress.NONE);
  }

  /** The same; tells the loss of each batch before its update. */
  List<Double> losses() {
    List<Double> losses = new ArrayList<>();
    trainer.epoch(
        examples,
        new Progress() {
          private double sum;
          private int seen;

          @Override
          public void batch(int epoch, int count, double mean) {
            double more = mean * count - sum;
            losses.add(more / (count - seen));
            sum += more;
            seen = count;
          }
        });
    return losses;
  }

  /** The floating-point operations of an epoch. */
  double flops() {
    Program step = step(network, recipe.optimizer(), recipe.batchSize());
    return steps()
        * Flops.of(step.outputs(), network.trained().stream().map(Parameter::variable).toList());
  }
}
