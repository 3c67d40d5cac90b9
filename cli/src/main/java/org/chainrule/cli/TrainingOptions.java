package org.chainrule.cli;

import java.util.Optional;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.training.Recipe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the network is to be trained. */
final class TrainingOptions {
  private static final int USUAL_BATCH = 32;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"--optimizer", "--solver"},
      paramLabel = "NAME",
      defaultValue = "adam",
      completionCandidates = Solvers.class,
      description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Solver solver;

  @Option(
      names = "--learning-rate",
      paramLabel = "NUMBER",
      description = "Step size (default: 0.1 for sgd, 0.01 for momentum and nesterov, else 0.001).")
  private Optional<Double> learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "NUMBER",
      description = "From 0 to below 1 (default: 0.9 for momentum and nesterov, 0 for sgd).")
  private Optional<Double> momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "NUMBER",
      description =
          "Of adamw: each step makes weights smaller by this times the step size"
              + " (default: 0.01).")
  private Optional<Double> weightDecay;

  @Option(
      names = {"--l2", "--alpha"},
      paramLabel = "NUMBER",
      defaultValue = "0",
      description =
          "Adds half of this times the sum of squared weights, divided by the batch size, to the"
              + " loss (default: ${DEFAULT-VALUE}).")
  private double l2;

  @Option(
      names = "--batch-size",
      paramLabel = "COUNT",
      description = "Examples that one step sees (default: 32, or all if there are fewer).")
  private Optional<Integer> batchSize;

  @Option(
      names = "--epochs",
      paramLabel = "COUNT",
      defaultValue = "100",
      description = "Passes over the training examples at most (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--patience",
      paramLabel = "COUNT",
      defaultValue = "15",
      description =
          "Stop after so many epochs without a lower validation loss, and keep the best weights;"
              + " 0 trains to the end and keeps the last (default: ${DEFAULT-VALUE}).")
  private int patience;

  @Option(names = "--no-shuffle", description = "Go through the examples in the order of the file.")
  private boolean inOrder;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description =
          "Decides split, initial weights and order: the same seed gives the same bits"
              + " (default: ${DEFAULT-VALUE}).")
  private long seed;

  long seed() {
    return seed;
  }

  /**
   * The recipe, before there are examples.
   *
   * @throws ParameterException if a setting is out of range
   */
  Recipe recipe() {
    try {
      if (epochs < 1) {
        throw new IllegalArgumentException(
            Messages.format("epochs is %d; it must be at least 1", epochs));
      }
      return new Recipe(
          solver.optimizer(learningRate, momentum, weightDecay),
          batchSize.orElse(USUAL_BATCH),
          epochs,
          patience,
          !inOrder,
          l2,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /**
   * The recipe for these examples.
   *
   * @throws ParameterException if the batch that was asked for is larger than they are
   */
  Recipe recipe(Dataset training) {
    Recipe recipe = recipe();
    if (batchSize.isPresent() && recipe.batchSize() > training.count()) {
      throw new ParameterException(
          command.commandLine(),
          Messages.format(
              "batch size is %d; it must be at most %d, the number of training examples",
              recipe.batchSize(), training.count()));
    }
    return recipe.withBatchSize(Math.min(recipe.batchSize(), training.count()));
  }

  /** For the help text. */
  static final class Solvers extends Words.Listed {
    Solvers() {
      super(Solver.class);
    }
  }
}
