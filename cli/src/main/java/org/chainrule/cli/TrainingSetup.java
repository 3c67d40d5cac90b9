package org.chainrule.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.chainrule.engine.Precision;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.Keeper;
import org.chainrule.learn.training.Loss;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Progress;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Task;
import org.chainrule.learn.training.Trainer;
import org.chainrule.learn.training.TrainingException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What the options of a training ask for: examples, a network, and how it learns. */
record TrainingSetup(
    CommandSpec command,
    String data,
    SequenceOptions sequenceOptions,
    SplitOptions split,
    TextOptions textOptions,
    NetworkOptions networkOptions,
    TrainingOptions trainingOptions,
    EngineOptions engineOptions) {

  /** Checks options before anything is read. */
  void check() {
    split.check();
    idle().check();
    textOptions.check(trainingOptions.recipe().augmentations());
  }

  /** Reads and divides the examples. */
  Examples examples() {
    if (textOptions.isText()) {
      return textOptions.encoded(split.read(data, textOptions::read, trainingOptions.seed()));
    }
    TableReader reader = sequenceOptions.reader();
    return trainingOptions.scaled(
        split.read(
            data,
            trainingOptions.isRegression() ? reader.withNumbers(1)::read : reader::read,
            trainingOptions.seed()));
  }

  /** The recipe, before there are examples. */
  Recipe recipe() {
    return trainingOptions.recipe();
  }

  /** The recipe for these examples. */
  Recipe recipe(Examples examples) {
    return trainingOptions.recipe(examples.train());
  }

  /**
   * A training without a folder.
   *
   * @param begun the model before the first update
   * @param result what it came to
   */
  record Trained(Model begun, Trainer.Result result) {}

  /** Trains on examples that were read before, until it is told to end. */
  Trained trained(Examples examples, PrintWriter shown, BooleanSupplier cancelled) {
    Recipe recipe = recipe(examples);
    try (TrainingDisplay display = display(recipe, examples, shown, cancelled)) {
      Trainer trainer = trainer(network(examples), recipe);
      trainer.prepare(examples.train());
      Model begun = trainer.model(Task.of(examples.train(), recipe.loss()));
      return new Trained(begun, trainer.fit(examples.train(), examples.validation(), display));
    }
  }

  /**
   * The models after one, two and so many updates, with batches in the examples' order; less if
   * training is over before, or breaks down.
   */
  List<Model> afterUpdates(Examples examples, int count) {
    List<Model> models = new ArrayList<>();
    if (count > 0) {
      keepUpdates(examples, count, models);
    }
    return models;
  }

  private void keepUpdates(Examples examples, int count, List<Model> models) {
    Recipe recipe = recipe(examples).withShuffle(false);
    Network network = network(examples);
    Task task = Task.of(examples.train(), recipe.loss());
    Keeper keeper =
        Keeper.everyBatch(
            state -> models.add(state.model(network, task, networkOptions.precision())));
    Progress untilLast =
        new Progress() {
          @Override
          public boolean cancelled() {
            return models.size() == count - 1; // asked before the last is kept
          }
        };
    try {
      trainer(network, recipe)
          .fit(examples.train(), Optional.empty(), untilLast, keeper, Optional.empty());
    } catch (TrainingException e) {
      // there are those before it broke down
    }
  }

  /**
   * Makes a trainer.
   *
   * @throws ParameterException if the network can't be trained like this
   */
  Trainer trainer(Network network, Recipe recipe) {
    Precision precision = networkOptions.precision();
    try {
      return new Trainer(network, recipe, precision, engineOptions.engine(precision));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  /** What shows how the training goes. */
  static TrainingDisplay display(
      Recipe recipe, Examples examples, PrintWriter shown, BooleanSupplier cancelled) {
    return new TrainingDisplay(
        shown,
        Duration.ZERO,
        recipe.epochs(),
        examples.train().count(),
        recipe.loss().measure(),
        cancelled);
  }

  /** A network for these examples. */
  Network network(Examples examples) {
    Loss loss = trainingOptions.loss();
    return examples
        .encoder()
        .map(text -> networkOptions.network(examples.train(), loss, textOptions.layers(text)))
        .orElseGet(() -> networkOptions.network(examples.train(), loss));
  }

  /** Which options have nothing to act on. */
  IdleOptions idle() {
    return new IdleOptions(command, networkOptions, trainingOptions, textOptions, sequenceOptions);
  }
}
