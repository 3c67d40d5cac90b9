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
import java.util.function.BooleanSupplier;
import org.chainrule.cli.study.Studies;
import org.chainrule.cli.study.Study;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.History;
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
          + " come before those of the study. A study compares accuracies, so it needs classes. The"
          + " folder holds report.html and its charts. Ctrl-C ends it after the batch, with a"
          + " report of the trainings that are done, and the exit code is 130.",
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
    SequencedMap<Study.Part, List<TrainingSetup>> trainings = new LinkedHashMap<>();
    for (Study.Part each : parts) {
      trainings.put(
          each,
          each.values().stream().map(v -> variant(place, study.options(each, v, own))).toList());
    }
    List<TrainingSetup> all = trainings.values().stream().flatMap(List::stream).toList();
    all.forEach(TrainingSetup::check);
    all.forEach(this::requireClasses);
    Examples examples = all.getFirst().examples();
    try (Interrupt interrupt = new Interrupt(this::tellInterrupted);
        RunFolder folder = RunFolder.create(out, "study-" + study.name())) {
      List<StudyReport.Part> done = new ArrayList<>();
      trainings.forEach(
          (each, setups) -> done.add(trained(each, setups, examples, interrupt::requested)));
      done.removeIf(each -> each.variants().isEmpty());
      if (done.isEmpty()) {
        err().println("ended before the first training was done; nothing is written");
        return Interrupt.ENDED_BY_CTRL_C;
      }
      int count = done.stream().mapToInt(each -> each.variants().size()).sum();
      boolean complete = count == all.size();
      String ended =
          Messages.format("Ended early: %d of %d trainings are in the report.", count, all.size());
      StudyReport report =
          new StudyReport(
              study.name() + ": " + examples.name(),
              complete ? study.question() : study.question() + " " + ended,
              done);
      Optional<String> warning = folder.write(report::write);
      Path published = folder.publish();
      warning.ifPresent(text -> err().println("chainrule study: " + text));
      print(report, published, complete);
      if (!complete) {
        err().println(ended);
      }
    }
    return 0;
  }

  private void requireClasses(TrainingSetup training) {
    Loss loss = training.recipe().loss();
    if (loss.measure() != Measure.ACCURACY) {
      throw Messages.wrong(
          command,
          "a study compares accuracies, so it needs classes, but --loss %s tells numbers",
          Losses.name(loss));
    }
  }

  private void tellInterrupted() {
    err()
        .println(
            "\nending after this batch; the trainings that are done are reported, the one under way"
                + " is lost (Ctrl-C again ends at once, without a report)");
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

  /** The trainings of a part, or as many as were done when it was told to end. */
  private StudyReport.Part trained(
      Study.Part part, List<TrainingSetup> setups, Examples examples, BooleanSupplier cancelled) {
    List<StudyReport.Variant> variants = new ArrayList<>();
    for (int i = 0; i < setups.size() && !cancelled.getAsBoolean(); i++) {
      String value = part.values().get(i).name();
      if (!quiet) {
        err().println(part.title() + ": " + value);
      }
      try {
        TrainingSetup.Trained trained =
            setups
                .get(i)
                .trained(examples, quiet ? new PrintWriter(Writer.nullWriter()) : err(), cancelled);
        if (trained.result().history().end() != History.End.INTERRUPTED) {
          variants.add(
              StudyReport.Variant.of(
                  value,
                  trained.result().history(),
                  trained.result().model(),
                  examples.train(),
                  trained.begun(),
                  setups.get(i).afterUpdates(examples, part.first())));
        }
      } catch (TrainingException e) {
        variants.add(StudyReport.Variant.failed(value, String.valueOf(e.getMessage())));
      }
    }
    return new StudyReport.Part(part.title(), variants);
  }

  private void print(StudyReport report, Path folder, boolean complete) {
    PrintWriter writer = command.commandLine().getOut();
    if (json) {
      ObjectNode root = Json.object().put("study", folder.toString()).put("complete", complete);
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
