package org.chainrule.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.text.Attribution;
import org.chainrule.learn.text.TextEncoder;
import org.chainrule.learn.training.Estimates;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.chainrule.learn.training.Predictor;
import org.chainrule.learn.training.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code chainrule predict}. */
@Command(
    name = "predict",
    description = "Tell the class of each example, or its numbers, one a line.",
    footer = {
      "A model of texts reads a text a line. With --text it reads one, and tells also the words"
          + " that moved the decision most: gradient times word vector, above 0 for the class that"
          + " was chosen, below 0 against it.",
      "",
      "With --json the result is one object:",
      "  of --text   {\"prediction\", \"probabilities\": {...}, \"words\": [...]}",
      "  of classes  {\"predictions\": [{\"prediction\", \"probabilities\": {...}}, ...]}",
      "  of numbers  {\"predictions\": [{NAME: NUMBER, ...}, ...]}",
      "",
      "A table is expected to hold features only; if it has labels or numbers too, name their"
          + " columns with --label, and they are left out. A model of several numbers writes a"
          + " table with a column for each.",
      "",
      "Examples:",
      "  chainrule predict runs/iris-1 new.csv",
      "  chainrule predict runs/iris-1 iris.csv --label last --probabilities",
      "  echo 'a funny and moving film' | chainrule predict runs/reviews-1 -",
      "  chainrule predict runs/reviews-1 --text \"a funny and moving film\""
    })
final class Predict implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ModelArgument modelArgument;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      arity = "0..1",
      description = "As for chainrule train, but labels are not needed; - is standard input.")
  private @Nullable String data;

  @Option(names = "--text", paramLabel = "TEXT", description = "A text instead of DATA.")
  private Optional<String> text;

  @Option(
      names = "--words",
      paramLabel = "COUNT",
      defaultValue = "10",
      description = "With --text, how many words to tell (default: ${DEFAULT-VALUE}).")
  private int words;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Mixin private SequenceOptions sequenceOptions;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--probabilities",
      description = "Write a table: the class, then the probability of each class.")
  private boolean probabilities;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to write (default: standard output).")
  private Optional<Path> out;

  @Override
  public Integer call() {
    out.ifPresent(OutputFile::requireWritable);
    if (text.isPresent() == (data != null)) {
      throw Messages.wrong(
          command,
          data == null
              ? "Missing required parameter: 'DATA', or --text TEXT"
              : "--text stands for DATA");
    }
    checkIdle();
    Model model = modelArgument.read();
    String result = text.map(line -> explained(model, line)).orElseGet(() -> predicted(model));
    out.ifPresentOrElse(
        file -> AtomicFile.writeText(file, result),
        () -> {
          command.commandLine().getOut().print(result);
          command.commandLine().getOut().flush();
        });
    return 0;
  }

  private void checkIdle() {
    if (words < 0) {
      throw Messages.wrong(command, "--words is %d; it must be at least 0", words);
    }
    if (text.isEmpty() && command.commandLine().getParseResult().hasMatchedOption("--words")) {
      throw Messages.wrong(command, "--words needs --text");
    }
    if (probabilities && (json || text.isPresent())) {
      throw Messages.wrong(
          command, "--probabilities is for a table of them; --json tells them without it");
    }
  }

  private String explained(Model model, String line) {
    TextEncoder encoder =
        model
            .text()
            .orElseThrow(() -> new DataException("--text: the model reads numbers, not texts"));
    Predictions predictions =
        model
            .predictor(engineOptions.engine(model.precision()))
            .predict(encoder.encode(List.of(line)));
    List<Attribution> strongest =
        Attribution.strongest(Attribution.of(model, encoder, line), words);
    return json
        ? AnswerJson.of(predictions, strongest)
        : TextPrediction.text(predictions, strongest);
  }

  private String predicted(Model model) {
    String place = Objects.requireNonNull(data);
    return place.equals(StandardInput.SIGN)
        ? StandardInput.inFile(file -> predicted(model, file.toString()))
        : predicted(model, place);
  }

  private String predicted(Model model, String named) {
    DataLocation place = DataLocation.of(named, Optional.empty());
    Features features =
        model
            .text()
            .map(
                encoder ->
                    encoder.encode(sequenceOptions.reader().readTexts(TextOptions.file(place))))
            .orElseGet(() -> features(model, place));
    Predictor predictor = model.predictor(engineOptions.engine(model.precision()));
    return switch (model.task()) {
      case Task.Classification _ -> {
        Predictions predictions = predictor.predict(features);
        yield json
            ? AnswerJson.of(predictions)
            : probabilities ? table(model, predictions) : AnswerText.of(predictions);
      }
      case Task.Regression _ -> {
        if (probabilities) {
          throw new DataException("--probabilities: the model tells numbers, not classes");
        }
        Estimates estimates = predictor.estimate(features);
        yield json ? AnswerJson.of(estimates) : AnswerText.of(model, estimates);
      }
    };
  }

  private Features features(Model model, DataLocation place) {
    TableReader format = sequenceOptions.reader();
    try {
      Features features = filledUp(format.readFeatures(place), model, place);
      modelArgument.requireFits(model, features, place);
      return features;
    } catch (DataException e) {
      if (format.seemsLabelled(place, ModelArgument.width(model))) {
        throw new DataException(
            e.getMessage() + "; if a column is the label, name it with --label", e);
      }
      throw e;
    }
  }

  /** Sequences as long as the model reads them. */
  private static Features filledUp(Features features, Model model, DataLocation place) {
    try {
      return features instanceof Features.Sequences sequences
          ? sequences.withLength(model.network().input().size(0))
          : features;
    } catch (IllegalArgumentException e) {
      throw new DataException(place + ": " + e.getMessage(), e);
    }
  }

  private static String table(Model model, Predictions predictions) {
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      List<String> header = new ArrayList<>(List.of("prediction"));
      header.addAll(model.classes());
      csv.writeRecord(header);
      for (int i = 0; i < predictions.count(); i++) {
        List<String> row = new ArrayList<>(List.of(predictions.label(i)));
        for (int k = 0; k < model.classes().size(); k++) {
          row.add(Double.toString(predictions.probability(i, k)));
        }
        csv.writeRecord(row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
