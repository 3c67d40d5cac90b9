package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.DelimitedText;
import org.chainrule.learn.data.LabelColumn;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Sgd;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Predictions;
import org.chainrule.learn.training.Predictor;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Score;
import org.chainrule.learn.training.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code chainrule neuralnet}. */
@Command(
    name = "neuralnet",
    description =
        "Train one hidden layer of sigmoid units and a softmax output, both with bias, on the"
            + " cross-entropy, one example at a time in the order of the file, in float64.",
    footer = {
      "A row of TRAIN and VALIDATION (CSV, gzip or not, no header) is a label, then the pixels."
          + " METRICS_OUT gets the mean cross-entropy of both after each epoch, and both error"
          + " rates at the end; TRAIN_OUT and VALIDATION_OUT get the predicted labels, one a line.",
      "",
      "Example:",
      "  chainrule neuralnet train.csv validation.csv train.labels validation.labels \\",
      "    metrics.txt 2 4 2 0.1"
    })
final class NeuralNet implements Callable<Integer> {
  private static final Duration SHOW_AFTER = Duration.ofSeconds(2);
  private static final double UNIFORM_LIMIT = 0.1;

  @Spec private CommandSpec command;

  @Mixin private EngineOptions engineOptions;

  @Parameters(index = "0", paramLabel = "TRAIN", description = "Examples to learn from.")
  private Path train;

  @Parameters(index = "1", paramLabel = "VALIDATION", description = "Examples to judge by.")
  private Path validation;

  @Parameters(index = "2", paramLabel = "TRAIN_OUT", description = "File for labels of TRAIN.")
  private Path trainOut;

  @Parameters(
      index = "3",
      paramLabel = "VALIDATION_OUT",
      description = "File for labels of VALIDATION.")
  private Path validationOut;

  @Parameters(index = "4", paramLabel = "METRICS_OUT", description = "File for the metrics.")
  private Path metricsOut;

  @Parameters(index = "5", paramLabel = "EPOCHS", description = "Passes over TRAIN.")
  private int epochs;

  @Parameters(index = "6", paramLabel = "HIDDEN", description = "Units in the hidden layer.")
  private int hidden;

  @Parameters(
      index = "7",
      paramLabel = "INIT",
      description = "1: weights uniform in [-0.1, 0.1] and biases 0; 2: all 0.")
  private int init;

  @Parameters(index = "8", paramLabel = "RATE", description = "Step size.")
  private double rate;

  @Option(
      names = "--seed",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "Decides the weights of INIT 1 (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Override
  public Integer call() {
    checkNumbers();
    checkFiles();
    DelimitedText rows =
        new DelimitedText().withHeader(DelimitedText.Header.NONE).withLabel(LabelColumn.FIRST);
    Dataset learned = rows.read(train);
    Dataset judged = rows.read(validation);
    if (judged.width() != learned.width()) {
      throw new DataException(
          Messages.format(
              "%s, line 1: %d columns, but %s has %d",
              validation, judged.width() + 1, train, learned.width() + 1));
    }
    List<String> classes = classes(learned, judged);
    run(learned.withClasses(classes), judged.withClasses(classes));
    return 0;
  }

  private void checkNumbers() {
    require(epochs >= 1, "EPOCHS is %s; it must be at least 1", epochs);
    require(hidden >= 1, "HIDDEN is %s; it must be at least 1", hidden);
    require(init == 1 || init == 2, "INIT is %s; it must be 1 or 2", init);
    require(
        rate > 0 && Double.isFinite(rate), "RATE is %s; it must be a finite number above 0", rate);
  }

  private void checkFiles() {
    Set<Path> seen = new LinkedHashSet<>(List.of(normal(train), normal(validation)));
    for (Path out : List.of(trainOut, validationOut, metricsOut)) {
      OutputFile.requireWritable(out);
      require(
          seen.add(normal(out)) || (Files.exists(out) && !Files.isRegularFile(out)),
          "%s is named twice; what is written must not replace what is read or written",
          out);
    }
  }

  /** The same for all names of a file, links included. */
  private static Path normal(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path.toAbsolutePath().normalize(); // there is no such file yet
    }
  }

  private void require(boolean holds, String message, Object value) {
    if (!holds) {
      throw Messages.wrong(command, message, value);
    }
  }

  private static List<String> classes(Dataset learned, Dataset judged) {
    Set<String> names = new LinkedHashSet<>(learned.labels().classes());
    names.addAll(judged.labels().classes());
    return Labels.inOrder(names);
  }

  private static double error(Labels truth, Predictions predictions) {
    int wrong = 0;
    for (int i = 0; i < truth.count(); i++) {
      wrong += predictions.index(i) == truth.index(i) ? 0 : 1;
    }
    return (double) wrong / truth.count();
  }

  private void run(Dataset learned, Dataset judged) {
    Initializer weights =
        init == 1 ? new Initializer.Uniform(UNIFORM_LIMIT) : new Initializer.Constant(0);
    List<String> classes = learned.labels().classes();
    Network network =
        Network.of(
            Shape.of(learned.width()),
            new Dense(hidden, weights),
            Activation.SIGMOID,
            new Dense(classes.size(), weights));
    Trainer trainer =
        new Trainer(
            network,
            new Recipe(new Sgd(rate), 1, epochs, 0, false, 0, seed),
            Precision.FLOAT64,
            engineOptions.engine(Precision.FLOAT64));
    StringBuilder metrics = new StringBuilder();
    try (TrainingDisplay display =
        new TrainingDisplay(
            command.commandLine().getErr(),
            SHOW_AFTER,
            epochs,
            learned.count(),
            Measure.ACCURACY,
            () -> false)) {
      for (int epoch = 1; epoch <= epochs; epoch++) {
        long begin = System.nanoTime();
        trainer.epoch(learned, display);
        Score trained = trainer.score(learned);
        Score validated = trainer.score(judged);
        double seconds = (System.nanoTime() - begin) / 1e9;
        display.epoch(
            new Epoch(epoch, trained, Optional.of(validated), OptionalDouble.of(rate), seconds));
        metrics.append("epoch=").append(epoch).append(" crossentropy(train): ");
        metrics.append(trained.loss()).append('\n');
        metrics.append("epoch=").append(epoch).append(" crossentropy(validation): ");
        metrics.append(validated.loss()).append('\n');
      }
    }
    Predictor predictor = trainer.model(classes).predictor(engineOptions.engine(Precision.FLOAT64));
    Predictions trained = predictor.predict(learned.features());
    Predictions validated = predictor.predict(judged.features());
    String errors =
        Messages.format(
            "error(train): %s\nerror(validation): %s\n",
            error(learned.labels(), trained), error(judged.labels(), validated));
    AtomicFile.writeText(trainOut, AnswerText.of(trained));
    AtomicFile.writeText(validationOut, AnswerText.of(validated));
    AtomicFile.writeText(metricsOut, metrics + errors);
    command.commandLine().getOut().print(errors);
    command.commandLine().getOut().flush();
  }
}
