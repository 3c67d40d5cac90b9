package org.chainrule.cli.search;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.chainrule.cli.DataLocation;
import org.chainrule.cli.DataOptions;
import org.chainrule.cli.Learnable;
import org.chainrule.cli.Messages;
import org.chainrule.cli.Scaling;
import org.chainrule.cli.TableReader;
import org.chainrule.cli.Words;
import org.chainrule.graph.Storage;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Targets;
import org.chainrule.learn.training.CrossEntropy;
import org.chainrule.learn.training.Loss;
import org.chainrule.learn.training.RegressionLoss;
import org.chainrule.search.Fold;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Which examples settings are tried on. */
public final class SearchData {
  private static final double USUAL_SHARE = 0.2;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "DATA",
      description =
          "A built-in set (see chainrule data list), a table (CSV or TSV), an IDX file, or a folder"
              + " with MNIST's four files.")
  private Optional<String> data;

  @Option(
      names = "--train",
      paramLabel = "DATA",
      description = "The same, for those who name all parts.")
  private Optional<String> train;

  @Option(
      names = {"--train-labels", "--labels"},
      paramLabel = "FILE",
      description = "Its labels, if they are in a file of their own.")
  private Optional<Path> trainLabels;

  @Option(
      names = "--dev",
      paramLabel = "DATA",
      description = "Examples to score by, instead of a part of DATA.")
  private Optional<String> dev;

  @Option(names = "--dev-labels", paramLabel = "FILE", description = "Their labels.")
  private Optional<Path> devLabels;

  @Option(
      names = "--dev-fraction",
      paramLabel = "SHARE",
      description = "Share of DATA to score by, of every class alike (default: 0.2).")
  private Optional<Double> devFraction;

  @Option(
      names = "--folds",
      paramLabel = "COUNT",
      description = "Score by cross-validation with so many folds, of every class alike.")
  private Optional<Integer> folds;

  @Option(
      names = "--test",
      paramLabel = "DATA",
      description = "Examples without labels, whose classes the best model writes into a file.")
  private Optional<String> test;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      defaultValue = "log_loss",
      completionCandidates = Losses.class,
      description =
          "What is minimised, by scikit-learn's names: ${COMPLETION-CANDIDATES} (default:"
              + " ${DEFAULT-VALUE}). log_loss is for classes, scored by accuracy, squared_error for"
              + " numbers, scored by R².")
  private SearchLoss loss;

  @Option(
      names = "--scale-targets",
      paramLabel = "NAME",
      completionCandidates = Scaling.Names.class,
      description =
          "How numbers that are to be told are seen in training: ${COMPLETION-CANDIDATES};"
              + " standardize gives each mean 0 and standard deviation 1, none is as scikit-learn"
              + " does it. R² is the same in both (default: standardize).")
  private Optional<Scaling> scaling;

  @Option(
      names = "--scale-features",
      paramLabel = "NAME",
      defaultValue = "none",
      completionCandidates = Scaling.Names.class,
      description =
          "How features are seen: standardize gives each mean 0 and standard deviation 1 over the"
              + " examples that a model learns from, of every fold its own; none is as"
              + " scikit-learn's estimators see them, who learn little from features of large or"
              + " different sizes (default: ${DEFAULT-VALUE}).")
  private Scaling featureScaling;

  @Mixin private DataOptions format;

  /** What is minimised. */
  public enum SearchLoss {
    /** Cross-entropy. */
    LOG_LOSS,
    /** Squared errors. */
    SQUARED_ERROR
  }

  /** For the help text. */
  static final class Losses extends Words.Listed {
    Losses() {
      super(SearchLoss.class);
    }
  }

  /** What is minimised. */
  Loss loss() {
    return switch (loss) {
      case LOG_LOSS -> CrossEntropy.PLAIN;
      case SQUARED_ERROR -> new RegressionLoss.MeanSquaredError();
    };
  }

  /**
   * What was read.
   *
   * @param name what to call it
   * @param whole all examples, those to learn from first
   * @param folds which of them are for what
   * @param test examples without labels
   */
  record Read(String name, Dataset whole, List<Fold> folds, Optional<Features> test) {}

  /**
   * Checks what can be checked before anything is read.
   *
   * @throws ParameterException if options contradict each other
   */
  void check() {
    if (data.isPresent() == train.isPresent()) {
      throw wrong(
          data.isPresent()
              ? "DATA and --train are the same; name one of them"
              : "name the examples: DATA, or --train DATA");
    }
    if (Stream.of(dev, devFraction, folds).filter(Optional::isPresent).count() > 1) {
      throw wrong("of --dev, --dev-fraction and --folds only one can decide what is scored by");
    }
    if (devLabels.isPresent() && dev.isEmpty()) {
      throw wrong("--dev-labels needs --dev");
    }
    devFraction.ifPresent(
        share -> {
          if (!(share > 0 && share < 1)) {
            throw wrong("--dev-fraction is %s; it must be above 0 and below 1", share);
          }
        });
    folds.ifPresent(
        count -> {
          if (count < 2) {
            throw wrong("--folds is %s; it must be at least 2", count);
          }
        });
    if (scaling.isPresent() && loss == SearchLoss.LOG_LOSS) {
      throw wrong("--scale-targets is not for the loss log_loss");
    }
  }

  /**
   * Reads the examples.
   *
   * @throws DataException if they can't be read, or do not fit together
   */
  Read read(long seed) {
    String named = train.or(() -> data).orElseThrow();
    TableReader reader = format.reader();
    TableReader labelled = loss == SearchLoss.SQUARED_ERROR ? reader.withNumbers(1) : reader;
    DataLocation place = DataLocation.of(named, trainLabels);
    DataLocation learnt = place instanceof DataLocation.Folder folder ? folder.train() : place;
    Dataset first = seen(Learnable.require(labelled.read(learnt, List.of()), place));
    Optional<Features> unlabelled =
        test.map(text -> reader.readUnlabelled(DataLocation.of(text, Optional.empty()), first));
    if (dev.isEmpty()) {
      return new Read(first.name(), first, folds(first.targets(), seed), unlabelled);
    }
    DataLocation devPlace = DataLocation.of(dev.get(), devLabels);
    Dataset second = labelled.read(devPlace, first.classes());
    requireWidth(devPlace.toString(), second.width(), first);
    List<Fold> predefined = List.of(Fold.predefined(first.count(), second.count()));
    return new Read(first.name(), joined(first, second), predefined, unlabelled);
  }

  /** Whether models see standardised features. */
  boolean standardizes() {
    return featureScaling == Scaling.STANDARDIZE;
  }

  private Dataset seen(Dataset data) {
    return data.targets() instanceof Quantities numbers
            && scaling.orElse(Scaling.STANDARDIZE) == Scaling.STANDARDIZE
        ? data.with(numbers.standardized())
        : data;
  }

  private List<Fold> folds(Targets targets, long seed) {
    try {
      return folds
          .map(count -> Fold.crossValidation(targets, count, seed))
          .orElseGet(() -> List.of(Fold.holdOut(targets, devFraction.orElse(USUAL_SHARE), seed)));
    } catch (IllegalArgumentException e) {
      throw wrong("%s", String.valueOf(e.getMessage()));
    }
  }

  private static void requireWidth(String place, int width, Dataset first) {
    if (width != first.width()) {
      throw new DataException(
          Messages.format(
              "%s: %s an example, but %s has %d",
              place, Messages.count(width, "feature"), first.name(), first.width()));
    }
  }

  private static Dataset joined(Dataset first, Dataset second) {
    int width = first.width();
    Storage joined =
        new Storage.Float64(new double[Math.multiplyExact(first.count() + second.count(), width)]);
    for (int i = 0; i < first.count(); i++) {
      first.features().copy(i, joined, i * width);
    }
    for (int i = 0; i < second.count(); i++) {
      second.features().copy(i, joined, (first.count() + i) * width);
    }
    return new Dataset(
        first.name(),
        first.exampleShape(),
        new Features.Numbers(joined, width),
        joined(first.targets(), second.targets()));
  }

  private static Targets joined(Targets first, Targets second) {
    if (first instanceof Labels some && second instanceof Labels others) {
      int[] labels =
          IntStream.concat(
                  IntStream.range(0, some.count()).map(some::index),
                  IntStream.range(0, others.count()).map(others::index))
              .toArray();
      return new Labels(labels, some.classes());
    }
    if (first instanceof Quantities some
        && second instanceof Quantities others
        && some.width() == others.width()) {
      int width = some.width();
      double[] numbers = new double[(some.count() + others.count()) * width];
      for (int i = 0; i < numbers.length; i++) {
        int example = i / width;
        numbers[i] =
            example < some.count()
                ? some.at(example, i % width)
                : others.at(example - some.count(), i % width);
      }
      return new Quantities(some.quantities(), numbers);
    }
    throw new DataException("--dev: other numbers are to be told than of the examples to learn");
  }

  private ParameterException wrong(String message, Object... arguments) {
    return Messages.wrong(command, message, arguments);
  }
}
