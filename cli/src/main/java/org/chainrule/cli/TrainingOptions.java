package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.learn.augmentation.Augmentation;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.optimizer.Clipping;
import org.chainrule.learn.optimizer.Schedule;
import org.chainrule.learn.training.CrossEntropy;
import org.chainrule.learn.training.Loss;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Recipe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the network is to be trained. */
final class TrainingOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"--optimizer", "--solver"},
      paramLabel = "NAME",
      defaultValue = "adam",
      completionCandidates = Solvers.class,
      description =
          "${COMPLETION-CANDIDATES}; lbfgs, for small networks, sees all examples at once, an epoch"
              + " being one step of its own length, and ends when no step helps; it takes no"
              + " learning rate, schedule, clipping, augmentation or dropout"
              + " (default: ${DEFAULT-VALUE}).")
  private Solver solver;

  @Option(
      names = "--learning-rate",
      paramLabel = "NUMBER",
      description = "Step size (default: 0.1 for sgd, 0.01 for momentum and nesterov, else 0.001).")
  private Optional<Double> learningRate;

  @Option(
      names = "--schedule",
      paramLabel = "NAME",
      defaultValue = "constant",
      description =
          "How the step size changes: constant; inverse_scaling:POWER of the steps done;"
              + " adaptive:EPOCHS:FACTOR:TOLERANCE, smaller after more than so many epochs without"
              + " a lower loss; step:EPOCHS:FACTOR; cosine:SHARE that is left at the end;"
              + " one_cycle:SHARE of the steps that it grows for, while momentum falls. Numbers may"
              + " be left out (default: ${DEFAULT-VALUE}; then 0.5, 5:0.2:1e-4, 10:0.1, 0 and"
              + " 0.3).")
  private Schedule schedule;

  @Option(
      names = "--warm-up",
      paramLabel = "STEPS",
      description =
          "Let the step size grow evenly in so many first steps; then the schedule begins.")
  private Optional<Integer> warmUp;

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
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "cross_entropy",
      description =
          "What is minimised. For classes: cross_entropy, or with a single output for two classes"
              + " binary_cross_entropy (targets 0 and 1) or logistic (targets -1 and +1). For"
              + " numbers: mean_squared_error (mse), mean_absolute_error (mae), or huber:DELTA,"
              + " squared up to that distance and linear beyond (default: ${DEFAULT-VALUE}; then"
              + " huber:1).")
  private Loss loss;

  @Option(
      names = "--scale-targets",
      paramLabel = "NAME",
      defaultValue = "standardize",
      completionCandidates = Scaling.Names.class,
      description =
          "How numbers that are to be told are seen in training: ${COMPLETION-CANDIDATES};"
              + " standardize gives each mean 0 and standard deviation 1 over the training"
              + " examples, so the loss, and huber's DELTA, count in standard deviations. R², MAE,"
              + " RMSE and predictions are in the numbers' own units (default: ${DEFAULT-VALUE}).")
  private Scaling scaling;

  @Option(
      names = "--class-weight",
      paramLabel = "WEIGHTS",
      description =
          "How much the labels of each class count: 'balanced', so that all classes count alike"
              + " however often they occur, or CLASS=NUMBER,... with 1 for the others.")
  private Optional<String> classWeight;

  @Option(
      names = "--label-smoothing",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Learn probability 1 less this for the true class, and spread it over all classes"
              + " (default: ${DEFAULT-VALUE}).")
  private double smoothing;

  @Option(
      names = {"--l2", "--alpha"},
      paramLabel = "NUMBER",
      defaultValue = "0",
      description =
          "Adds half of this times the sum of squared weights, divided by the batch size, to the"
              + " loss (default: ${DEFAULT-VALUE}).")
  private double l2;

  @Option(
      names = "--l1",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description =
          "Adds this times the sum of absolute weights, divided by the batch size, to the loss"
              + " (default: ${DEFAULT-VALUE}).")
  private double l1;

  @Option(
      names = "--clip-norm",
      paramLabel = "NUMBER",
      description = "Make gradients shorter whose norm, over all parameters, is above this.")
  private Optional<Double> clipNorm;

  @Option(
      names = "--clip-value",
      paramLabel = "NUMBER",
      description = "Bring every element of a gradient to between minus this and this.")
  private Optional<Double> clipValue;

  @Option(
      names = "--average-weights",
      paramLabel = "DECAY",
      defaultValue = "0",
      description =
          "Score and keep the moving average of the weights over the steps: this share of the old"
              + " average, as 0.999, and the rest of the new weights; less in the first steps. 0"
              + " takes the weights as they are (default: ${DEFAULT-VALUE}).")
  private double averageDecay;

  @Option(
      names = "--augment",
      paramLabel = "NAME",
      split = ",",
      description =
          "Alter the training examples anew in every epoch: pictures by shift:PIXELS,"
              + " rotate:DEGREES, scale:SHARE and elastic:STRENGTH:SMOOTHNESS, anything by"
              + " noise:DEVIATION (in the data's own units, such as 255 for white), texts by"
              + " drop:SHARE of their words. Several with commas between, done in that order.")
  private List<Augmentation> augmentations = List.of();

  @Option(
      names = "--batch-size",
      paramLabel = "COUNT",
      description =
          "Examples that one step sees, or all (default: 32, or all if there are fewer or for"
              + " lbfgs).")
  private Optional<BatchSize> batchSize;

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

  /** What is minimised, as it was named. */
  Loss loss() {
    return loss;
  }

  /** Whether numbers are to be told, not classes. */
  boolean isRegression() {
    return loss.measure() == Measure.R2;
  }

  /** The examples as training is to see what it should tell. */
  Examples scaled(Examples examples) {
    return isRegression() && scaling == Scaling.STANDARDIZE ? examples.standardized() : examples;
  }

  /** Options that would have nothing to act on: those of classes, or of numbers. */
  List<OptionSpec> idle() {
    List<String> names = new ArrayList<>();
    if (!(loss instanceof CrossEntropy)) {
      names.addAll(List.of("--class-weight", "--label-smoothing"));
    }
    if (!isRegression()) {
      names.add("--scale-targets");
    }
    return names.stream().map(name -> Objects.requireNonNull(command.findOption(name))).toList();
  }

  private void checkIdle() {
    Set<OptionSpec> given = command.commandLine().getParseResult().matchedOptionsSet();
    for (OptionSpec option : idle()) {
      if (given.contains(option)) {
        throw Messages.wrong(
            command, "%s is not for the loss %s", option.names()[0], Losses.name(loss));
      }
    }
  }

  /**
   * The recipe, before there are examples.
   *
   * @throws ParameterException if a setting is out of range
   */
  Recipe recipe() {
    checkIdle();
    try {
      if (epochs < 1) {
        throw new IllegalArgumentException(
            Messages.format("epochs is %d; it must be at least 1", epochs));
      }
      return new Recipe(
          solver.optimizer(learningRate, momentum, weightDecay),
          warmUp.map(steps -> (Schedule) new Schedule.WarmUp(steps, schedule)).orElse(schedule),
          clipping(),
          batchSize().of(Integer.MAX_VALUE),
          epochs,
          patience,
          !inOrder,
          loss instanceof CrossEntropy ? new CrossEntropy(List.of(), smoothing) : loss,
          l1,
          l2,
          averageDecay,
          augmentations,
          seed);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private BatchSize batchSize() {
    BatchSize batch = batchSize.orElseGet(solver::usualBatch);
    if (solver == Solver.LBFGS && !(batch instanceof BatchSize.All)) {
      throw new IllegalArgumentException(
          "lbfgs sees all examples at once; leave out --batch-size, or say all");
    }
    return batch;
  }

  private Optional<Clipping> clipping() {
    if (clipNorm.isPresent() && clipValue.isPresent()) {
      throw new IllegalArgumentException("--clip-norm and --clip-value exclude each other");
    }
    return clipNorm
        .map(most -> (Clipping) new Clipping.ByNorm(most))
        .or(() -> clipValue.map(Clipping.ByValue::new));
  }

  /**
   * The recipe for these examples.
   *
   * @throws ParameterException if the batch that was asked for is larger than they are, or they are
   *     not what an augmentation is for
   */
  Recipe recipe(Dataset training) {
    Recipe recipe = recipe();
    int batch = batchSize().of(training.count());
    if (batch > training.count()) {
      throw Messages.wrong(
          command,
          "batch size is %d; it must be at most %d, the number of training examples",
          batch,
          training.count());
    }
    try {
      Shape shape = new Shape(training.exampleShape());
      augmentations.forEach(augmentation -> augmentation.require(shape));
    } catch (ShapeException e) {
      throw new ParameterException(command.commandLine(), "--augment: " + e.getMessage(), e);
    }
    Recipe fitting = recipe.withBatchSize(batch);
    try {
      return classWeight
          .map(text -> new CrossEntropy(ClassWeights.parse(text, training.labels()), smoothing))
          .map(fitting::with)
          .orElse(fitting);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--class-weight: " + e.getMessage(), e);
    }
  }

  /** For the help text. */
  static final class Solvers extends Words.Listed {
    Solvers() {
      super(Solver.class);
    }
  }
}
