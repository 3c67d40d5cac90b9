package org.chainrule.cli.search;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.chainrule.cli.AnswerText;
import org.chainrule.cli.Columns;
import org.chainrule.cli.EngineOptions;
import org.chainrule.cli.Interrupt;
import org.chainrule.cli.Json;
import org.chainrule.cli.Messages;
import org.chainrule.cli.explain.CommandWords;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.exchange.ModelFile;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Targets;
import org.chainrule.learn.estimator.Hyperparameter;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.learn.estimator.Problem;
import org.chainrule.learn.estimator.SideBySide;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Task;
import org.chainrule.report.QualityText;
import org.chainrule.report.SearchReport;
import org.chainrule.search.Fold;
import org.chainrule.search.Journal;
import org.chainrule.search.Search;
import org.chainrule.search.Trial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code chainrule search}. */
@Command(
    name = "search",
    description =
        "Choose the settings of a network that tells classes, or numbers, by trying them.",
    footer = {
      "Tries scikit-learn's defaults, then the settings of a space, and keeps the model that is"
          + " best on examples it has not seen. Settings have scikit-learn's names, defaults and"
          + " rules. Small models are trained side by side.",
      "",
      "The folder holds report.html, search.json, model.safetensors (the best model, for"
          + " chainrule predict), with --test predictions.csv, and trials.jsonl: the same command"
          + " goes on where it ended, and another one for the same data uses its trials. With"
          + " --folds the best settings are trained once more on all examples.",
      "",
      "Examples:",
      "  chainrule search digits",
      "  chainrule search iris.csv --folds 5 --space \"hidden_layer_sizes=(5,),(20,20)\"",
      "  chainrule search iris.csv --tpe 60 --space \"learning_rate_init=log(1e-4,1e-1);"
          + " alpha=log(1e-6,1); hidden_layer_sizes=logint(4,200)\"",
      "  chainrule search houses.csv --label price --loss squared_error --folds 5",
      "  chainrule search --train trnX.csv --train-labels trnY.csv --dev devX.csv --dev-labels"
          + " devY.csv --test tstX.csv"
    })
public final class SearchCommand implements Callable<Integer> {
  private static final Path USUAL_PARENT = Path.of("searches");

  @Spec private CommandSpec command;
  @Mixin private SearchData data;
  @Mixin private SearchPlan plan;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--precision",
      paramLabel = "NAME",
      defaultValue = "float64",
      description = "float64, as scikit-learn computes, or float32 (default: ${DEFAULT-VALUE}).")
  private Precision precision;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where results go, and are taken up again (default: searches/NAME).")
  private Optional<Path> out;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    data.check();
    MlpSettings base = plan.base();
    var space = plan.space();
    var strategy = plan.strategy(space, base);
    SearchData.Read read = data.read(plan.seed());
    Dataset whole = read.whole();
    SideBySide trainings =
        new SideBySide(
            Problem.of(whole.features(), whole.targets()),
            precision,
            data.standardizes(),
            engineOptions.threads(),
            () -> new Engine(precision, 1));
    Search search = new Search(trainings, base, space, strategy, read.folds(), plan.seed());
    Path folder = folder(read);
    Journal journal = Journal.open(folder.resolve("trials.jsonl"), subject(read, base));
    if (journal.size() > 0 && !quiet) {
      err().println("going on with " + Messages.count(journal.size(), "trial") + " of " + folder);
    }
    long begin = System.nanoTime();
    try (Interrupt interrupt = new Interrupt(this::tellInterrupted)) {
      Optional<Search.Result> result;
      try (SearchDisplay display =
          new SearchDisplay(
              err(), quiet, search.trials(), search.measure(), interrupt::requested)) {
        result = search.run(journal, display);
      }
      if (result.isEmpty()) {
        err().println("ended before the first trial was done");
        return Interrupt.ENDED_BY_CTRL_C;
      }
      write(folder, read, search, result.get());
      print(folder, result.get(), (System.nanoTime() - begin) / 1e9);
    }
    return 0;
  }

  private void tellInterrupted() {
    err()
        .println(
            "\n"
                + "ending after this epoch; the trials that are done are kept, and the same command"
                + " goes on (Ctrl-C again ends at once)");
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  private Path folder(SearchData.Read read) {
    String plain = read.name().replaceAll("(?U)[^\\w.-]", "-");
    Path folder = out.orElse(USUAL_PARENT.resolve(plain));
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new DataException(folder + ": cannot be made a folder (" + e + ")", e);
    }
  }

  /** What a trial depends on beside its settings: examples, folds, fixed settings, precision. */
  private String subject(SearchData.Read read, MlpSettings base) {
    CRC32 sum = new CRC32();
    Dataset whole = read.whole();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < whole.count(); i++) {
      text.setLength(0);
      for (double number : whole.features().row(i)) {
        text.append(number).append(',');
      }
      sum.update(
          text.append(target(whole.targets(), i)).toString().getBytes(StandardCharsets.UTF_8));
    }
    for (Fold fold : read.folds()) {
      for (int example : fold.scored()) {
        sum.update(Integer.toString(example).getBytes(StandardCharsets.UTF_8));
      }
    }
    String settings =
        Hyperparameter.all().stream()
            .map(h -> h.name() + "=" + h.text(base))
            .collect(Collectors.joining(" "));
    return Messages.format(
        "examples %08x%s, folds %d, %s, %s",
        sum.getValue(),
        data.standardizes() ? " standardized" : "",
        read.folds().size(),
        precision.name().toLowerCase(Locale.ROOT),
        settings);
  }

  private static String target(Targets targets, int example) {
    return switch (targets) {
      case Labels labels -> labels.name(example);
      case Quantities numbers ->
          IntStream.range(0, numbers.width())
              .mapToObj(k -> Double.toString(numbers.scaled(example, k)))
              .collect(Collectors.joining(","));
    };
  }

  private void write(Path folder, SearchData.Read read, Search search, Search.Result result) {
    AtomicFile.writeText(
        folder.resolve("search.json"), Json.indented(to -> SearchJson.write(to, result)));
    new SearchReport(
            "Search on " + read.name(), List.copyOf(names(result)), result, facts(search, read))
        .write(folder);
    if (result.best().failure().isPresent()) {
      return;
    }
    Model model = best(read, search, result.best());
    ModelFile.write(model, Map.of("trained_on", read.name()), folder.resolve("model.safetensors"));
    read.test()
        .ifPresent(
            features ->
                AtomicFile.writeText(
                    folder.resolve("predictions.csv"), AnswerText.of(model, features)));
  }

  private static List<String> names(Search.Result result) {
    return result.trials().stream()
        .flatMap(trial -> trial.settings().keySet().stream())
        .distinct()
        .toList();
  }

  private SequencedMap<String, String> facts(Search search, SearchData.Read read) {
    SequencedMap<String, String> facts = new LinkedHashMap<>();
    facts.put(
        "command", CommandWords.command(command.commandLine().getParseResult().originalArgs()));
    facts.put("examples", Integer.toString(read.whole().count()));
    facts.put(
        "scored on",
        read.folds().size() == 1
            ? read.folds().getFirst().scored().length + " of them"
            : read.folds().size() + " folds");
    facts.put("seed", Long.toString(search.seed()));
    return facts;
  }

  /** The model that was scored, or with several folds one that has learnt from all examples. */
  private Model best(SearchData.Read read, Search search, Trial best) {
    Fold only = read.folds().getFirst();
    int[] learnt =
        read.folds().size() == 1
            ? only.train()
            : IntStream.range(0, read.whole().count()).toArray();
    SideBySide.Job job = new SideBySide.Job(search.settings(best), learnt, only.scored());
    return search
        .trainings()
        .train(List.of(job))
        .getFirst()
        .model()
        .model(Task.of(read.whole(), data.loss()));
  }

  private void print(Path folder, Search.Result result, double seconds) {
    PrintWriter writer = command.commandLine().getOut();
    if (json) {
      writer.println(Json.line(to -> SearchJson.write(to, result)));
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    String unit = result.measure() == Measure.R2 ? "R² " : "";
    rows.add(List.of("", unit + "train", unit + "dev"));
    rows.add(row("default", result.base(), result.measure()));
    rows.add(row("best", result.best(), result.measure()));
    writer.print(Columns.align(rows));
    writer.println(
        "difference on dev: " + QualityText.difference(result.difference(), result.measure()));
    writer.println("best settings: " + SearchDisplay.words(result.best()));
    writer.println(
        Messages.format(
            "%s in %.1f s%s",
            Messages.count(result.count(), "trial"),
            seconds,
            result.complete() ? "" : "; more are left, and the same command goes on"));
    writer.println("to see how it went, open " + folder.resolve("report.html"));
  }

  private static List<String> row(String name, Trial trial, Measure measure) {
    return List.of(
        name, QualityText.of(trial.trainScore(), measure), QualityText.of(trial.score(), measure));
  }
}
