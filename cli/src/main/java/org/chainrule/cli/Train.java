package org.chainrule.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.Callable;
import org.chainrule.engine.Precision;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Predictor;
import org.chainrule.learn.training.Recipe;
import org.chainrule.learn.training.Score;
import org.chainrule.learn.training.Trainer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code chainrule train}. */
@Command(
    name = "train",
    description = "Learn to classify examples, and write what came of it into a folder.",
    footer = {
      "The folder holds model.safetensors, history.csv, run.json (all that is needed"
          + " to repeat the run) and report.html with its charts. Ctrl-C ends training after the"
          + " epoch; the run is written all the same, and the exit code is 130. A second Ctrl-C"
          + " ends at once.",
      "",
      "Examples:",
      "  chainrule train digits",
      "  chainrule train iris.csv --hidden 16 --epochs 200",
      "  chainrule train letters.csv.gz --label first --test more.csv.gz",
      "  chainrule train mnist/ --epochs 5 --out runs/mnist",
      "  chainrule train mnist/ --hidden 128 --epochs 5 --validation-fraction 0",
      "  chainrule train mnist/ --epochs 5 --layers \\",
      "    'conv 32 3x3 pad 1, relu, maxpool 2, conv 64 3x3 pad 1, relu, maxpool 2, flatten, dense"
          + " 128, relu'",
      "  chainrule train mnist/ --epochs 5 --layers 'lstm 64 bidirectional, dropout 0.2'",
      "  chainrule train digits --layers 'flatten, dense 64, relu as a, dense 64, add a, relu'"
    })
final class Train implements Callable<Integer> {
  /** Options that are of no account for the result. */
  private static final Set<String> SHOWING = Set.of("--threads", "--json", "--quiet", "--debug");

  @Spec private CommandSpec command;

  @Parameters(
      paramLabel = "DATA",
      description =
          "A built-in set (see chainrule data list), a table (CSV or TSV), an IDX file, or a folder"
              + " with MNIST's four files; gzip or not.")
  private String data;

  @Mixin private DataOptions format;
  @Mixin private SplitOptions split;
  @Mixin private NetworkOptions networkOptions;
  @Mixin private TrainingOptions trainingOptions;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the run goes, a new folder (default: runs/NAME-1, -2 and so on).")
  private Optional<Path> out;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "What to call the run (default: what DATA is called).")
  private Optional<String> name;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    split.check();
    trainingOptions.recipe();
    name.ifPresent(this::checkName);
    out.ifPresent(RunFolder::requireNew);
    Examples examples = split.read(data, format, trainingOptions.seed());
    Recipe recipe = trainingOptions.recipe(examples.train());
    Network network = networkOptions.network(examples.train());
    String title = name.orElseGet(() -> plainName(examples));
    try (Interrupt interrupt = new Interrupt(this::tellInterrupted);
        RunFolder folder = RunFolder.create(out, title)) {
      Run run = train(title, examples, network, recipe, interrupt);
      Optional<String> warning = folder.write(run::writeTo);
      Path published = folder.publish();
      warning.ifPresent(text -> err().println("chainrule train: " + text));
      print(run, published);
    }
    return 0;
  }

  private void checkName(String text) {
    if (!text.matches("(?U)\\w[\\w .-]*")) {
      throw Messages.wrong(
          command, "--name is '%s'; letters, digits, blanks and . _ - are expected", text);
    }
  }

  private static String plainName(Examples examples) {
    return examples.name().replaceAll("(?U)[^\\w.-]", "-");
  }

  private void tellInterrupted() {
    err()
        .println(
            "\nending after this epoch; the run is kept (Ctrl-C again ends at once, without it)");
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  private Run train(
      String title, Examples examples, Network network, Recipe recipe, Interrupt interrupt) {
    Instant started = Instant.now();
    long begin = System.nanoTime();
    Precision precision = networkOptions.precision();
    Trainer.Result result;
    try (TrainingDisplay display =
        new TrainingDisplay(
            quiet ? new PrintWriter(Writer.nullWriter()) : err(),
            Duration.ZERO,
            recipe.epochs(),
            examples.train().count(),
            interrupt::requested)) {
      result =
          new Trainer(network, recipe, precision, engineOptions.engine(precision))
              .fit(examples.train(), examples.validation(), display);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    Predictor predictor = result.model().predictor(engineOptions.engine(precision));
    SequencedMap<String, Judgement> judgements = new LinkedHashMap<>();
    examples.parts().forEach((part, data) -> judgements.put(part, predictor.judge(data)));
    return new Run(
        title,
        started,
        seconds,
        command.commandLine().getParseResult().originalArgs(),
        settings(),
        examples,
        recipe,
        result.model(),
        result.history(),
        judgements);
  }

  /** The options and their values, given or not, but for those that change nothing in it. */
  private SequencedMap<String, String> settings() {
    SequencedMap<String, String> settings = new LinkedHashMap<>();
    for (OptionSpec option : command.options()) {
      if (SHOWING.contains(option.names()[0])) {
        continue;
      }
      List<String> given = option.stringValues();
      String value = given.isEmpty() ? option.defaultValue() : String.join(",", given);
      if (value != null) {
        settings.put(option.names()[0].substring(2), value);
      }
    }
    return settings;
  }

  private void print(Run run, Path folder) {
    PrintWriter writer = command.commandLine().getOut();
    if (json) {
      var object = Json.object().put("run", folder.toString()).put("seconds", run.seconds());
      Json.addScores(object, run.scores());
      writer.println(Json.line(object));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "examples", "loss", "accuracy"));
    run.examples()
        .parts()
        .forEach(
            (part, data) ->
                rows.add(row(part, data, Objects.requireNonNull(run.scores().get(part)))));
    writer.print(Columns.align(rows));
    writer.println(
        Messages.format(
            "%d epochs in %.1f s; the weights are those after epoch %d",
            run.history().epochs().size(), run.seconds(), run.history().best()));
    writer.println("run: " + folder);
    writer.println("to see how it went, open " + folder.resolve("report.html"));
  }

  private static List<String> row(String part, Dataset data, Score score) {
    return List.of(
        part,
        Integer.toString(data.count()),
        Messages.format("%.4f", score.loss()),
        Messages.percent(score.accuracy()));
  }
}
