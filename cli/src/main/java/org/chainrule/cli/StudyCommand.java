package org.chainrule.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.chainrule.cli.study.Studies;
import org.chainrule.cli.study.Study;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Loss;
import org.chainrule.learn.training.Measure;
import org.chainrule.learn.training.TrainingException;
import org.chainrule.report.StudyReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule study}. */
@Command(
    name = "study",
    description = "Repeat a training with its settings varied, and report what that changes.",
    footer = {
      "The studies: letters (hidden units, learning rates and first weights of a network of sigmoid"
          + " units), sentiment (depths, activations and learning rates on texts), settings"
          + " (learning rates, batch sizes, optimisers, depth, gradients by activation),"
          + " generalization (dropout, L2, weight decay, early stopping, augmentation, residual"
          + " connections, first weights). What follows -- are options of chainrule train, which"
          + " come before those of the study. The folder holds report.html and its charts.",
      "",
      "Examples:",
      "  chainrule study settings",
      "  chainrule study letters train.csv -- --validation more.csv --epochs 20",
      "  chainrule study sentiment reviews.tsv --part 'Hidden layers'"
    })
final class StudyCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "NAME", description = "Which study.")
  private String name;

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "DATA -- OPTIONS",
      description =
          "As for chainrule train (default: digits, but for texts), and after -- options of that"
              + " command.")
  private List<String> words = List.of();

  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--part",
      paramLabel = "TITLE",
      description = "Only this part of the study (default: all).")
  private Optional<String> part;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where the report goes, a new folder (default: runs/study-NAME-1 and so on).")
  private Optional<Path> out;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "Show no progress.")
  private boolean quiet;

  @Override
  public Integer call() {
    Study study = study();
    List<Study.Part> parts = parts(study);
    boolean named = !words.isEmpty() && !words.getFirst().startsWith("--");
    String place =
        (named ? Optional.of(words.getFirst()) : study.data())
            .orElseThrow(
                () -> Messages.wrong(command, "the study %s needs DATA: texts", study.name()));
    SequencedMap<String, String> own = own(words.subList(named ? 1 : 0, words.size()));
    out.ifPresent(RunFolder::requireNew);
    List<TrainingSetup> trainings = new ArrayList<>();
    for (Study.Part each : parts) {
      each.values().forEach(v -> trainings.add(variant(place, study.options(each, v, own))));
    }
    trainings.forEach(TrainingSetup::check);
    for (TrainingSetup training : trainings) {
      Loss loss = training.recipe().loss();
      if (loss.measure() != Measure.ACCURACY) {
        throw Messages.wrong(
            command, "a study compares accuracies, but --loss %s tells numbers", Losses.name(loss));
      }
    }
    Examples examples = trainings.getFirst().examples();
    try (RunFolder folder = RunFolder.create(out, "study-" + study.name())) {
      List<StudyReport.Part> done = new ArrayList<>();
      for (Study.Part each : parts) {
        done.add(trained(study, each, place, own, examples));
      }
      StudyReport report =
          new StudyReport(study.name() + ": " + examples.name(), study.question(), done);
      Optional<String> warning = folder.write(report::write);
      Path published = folder.publish();
      warning.ifPresent(text -> err().println("chainrule study: " + text));
      print(report, published);
    }
    return 0;
  }

  private Study study() {
    List<String> names = Studies.ALL.stream().map(Study::name).toList();
    return Studies.ALL.stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Messages.wrong(
                    command, "NAME: %s", String.valueOf(Words.unknown(name, names).getMessage())));
  }

  private List<Study.Part> parts(Study study) {
    List<String> titles = study.parts().stream().map(Study.Part::title).toList();
    List<Study.Part> parts =
        study.parts().stream()
            .filter(p -> part.isEmpty() || p.title().equalsIgnoreCase(part.get()))
            .toList();
    if (parts.isEmpty()) {
      throw Messages.wrong(
          command,
          "--part: %s",
          String.valueOf(Words.unknown(part.orElse(""), titles).getMessage()));
    }
    return parts;
  }

  /** The options after the two hyphens, each with its value, empty for a flag. */
  private SequencedMap<String, String> own(List<String> options) {
    SequencedMap<String, String> own = new LinkedHashMap<>();
    String open = "";
    for (String word : options) {
      if (word.startsWith("--")) {
        int equals = word.indexOf('=');
        open = equals < 0 ? word : "";
        own.put(
            equals < 0 ? word : word.substring(0, equals),
            equals < 0 ? "" : word.substring(equals + 1));
      } else if (open.isEmpty()) {
        throw Messages.wrong(command, "'%s': an option of chainrule train is expected", word);
      } else {
        own.put(open, word);
        open = "";
      }
    }
    return own;
  }

  private PrintWriter err() {
    return command.commandLine().getErr();
  }

  private TrainingSetup variant(String place, Map<String, String> settings) {
    List<String> arguments = new ArrayList<>(List.of("train", place));
    settings.forEach(
        (option, value) -> arguments.add(value.isEmpty() ? option : option + "=" + value));
    return Train.parsed(arguments, command.commandLine(), engineOptions).setup();
  }

  private StudyReport.Part trained(
      Study study, Study.Part each, String place, Map<String, String> own, Examples examples) {
    List<StudyReport.Variant> variants = new ArrayList<>();
    for (Study.Value value : each.values()) {
      if (!quiet) {
        err().println(each.title() + ": " + value.name());
      }
      TrainingSetup train = variant(place, study.options(each, value, own));
      try {
        TrainingSetup.Trained trained =
            train.trained(examples, quiet ? new PrintWriter(Writer.nullWriter()) : err());
        variants.add(
            StudyReport.Variant.of(
                value.name(),
                trained.result().history(),
                trained.result().model(),
                examples.train(),
                trained.begun(),
                train.afterUpdates(examples, each.first())));
      } catch (TrainingException e) {
        variants.add(StudyReport.Variant.failed(value.name(), String.valueOf(e.getMessage())));
      }
    }
    return new StudyReport.Part(each.title(), variants);
  }

  private void print(StudyReport report, Path folder) {
    PrintWriter writer = command.commandLine().getOut();
    if (json) {
      ObjectNode root = Json.object().put("study", folder.toString());
      ArrayNode parts = root.putArray("parts");
      report.parts().forEach(p -> add(parts.addObject(), p));
      writer.println(Json.line(root));
      return;
    }
    for (StudyReport.Part p : report.parts()) {
      writer.println(p.title());
      writer.println(p.findings());
      writer.println();
      p.variants().forEach(variant -> print(variant, writer));
    }
    writer.println("study: " + folder);
    writer.println("to see the curves, open " + folder.resolve("report.html"));
  }

  private static void print(StudyReport.Variant variant, PrintWriter writer) {
    for (StudyReport.Update update : variant.first()) {
      update
          .matrices()
          .forEach(
              (title, rows) -> {
                writer.println(variant.value() + ". " + title + rows.rest());
                writer.println(Columns.align(rows.cells()));
              });
    }
  }

  private static void add(ObjectNode node, StudyReport.Part part) {
    node.put("title", part.title()).put("findings", part.findings());
    ArrayNode variants = node.putArray("variants");
    for (StudyReport.Variant variant : part.variants()) {
      ObjectNode each = variants.addObject().put("value", variant.value());
      variant.failure().ifPresent(text -> each.put("failure", text));
      if (!variant.epochs().isEmpty()) {
        Epoch best = variant.best();
        each.put("best_epoch", best.number())
            .put("train_loss", best.training().loss())
            .put("validation_loss", best.score().loss())
            .put("validation_accuracy", best.score().accuracy());
      }
    }
  }
}
