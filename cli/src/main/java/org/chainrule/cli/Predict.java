package org.chainrule.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code chainrule predict}. */
@Command(
    name = "predict",
    description = "Tell the class of each example, one a line.",
    footer = {
      "A table is expected to hold features only; if it has labels too, name their"
          + " column with --label, and it is left out.",
      "",
      "Examples:",
      "  chainrule predict runs/iris-1 new.csv",
      "  chainrule predict runs/iris-1 iris.csv --label last --probabilities"
    })
final class Predict implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ModelArgument modelArgument;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "As for chainrule train, but labels are not needed.")
  private String data;

  @Mixin private DataOptions format;
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
    Model model = modelArgument.read();
    DataLocation place = DataLocation.of(data, Optional.empty());
    Features features = features(model, place);
    Predictions predictions =
        model.predictor(engineOptions.engine(model.precision())).predict(features);
    String text = probabilities ? table(model, predictions) : lines(predictions);
    out.ifPresentOrElse(
        file -> AtomicFile.writeText(file, text),
        () -> {
          command.commandLine().getOut().print(text);
          command.commandLine().getOut().flush();
        });
    return 0;
  }

  private Features features(Model model, DataLocation place) {
    try {
      Features features = format.readFeatures(place);
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

  /** The predicted classes, one a line. */
  static String lines(Predictions predictions) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < predictions.count(); i++) {
      text.append(predictions.label(i)).append('\n');
    }
    return text.toString();
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
