package org.chainrule.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.training.ConfusionMatrix;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;
import org.chainrule.learn.training.Score;
import org.chainrule.learn.training.Task;
import org.chainrule.report.QualityText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;

/** The command {@code chainrule evaluate}. */
@Command(
    name = "evaluate",
    description =
        "Tell how well a model does on examples with labels, and what it confuses; of numbers, how"
            + " far it is from them.",
    footer = {
      "Examples:",
      "  chainrule evaluate runs/digits-1 digits",
      "  chainrule evaluate runs/mnist mnist/",
      "  chainrule evaluate model.safetensors new.csv --label first --json"
    })
final class Evaluate implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Mixin private ModelArgument modelArgument;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "As for chainrule train; of a folder, the test part.")
  private String data;

  @Mixin private SequenceOptions sequenceOptions;
  @Mixin private EngineOptions engineOptions;

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "The labels of DATA, if they are in a file of their own.")
  private Optional<Path> labels;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    Model model = modelArgument.read();
    DataLocation place = DataLocation.of(data, labels);
    Dataset examples =
        model
            .text()
            .map(text -> TextOptions.read(place, text, model.classes()))
            .orElseGet(() -> reader(model).read(place, model.classes()))
            .withLength(model.network().input().size(0));
    modelArgument.requireFits(model, examples.features(), place);
    requireSame(model, examples, place);
    Judgement judgement = model.predictor(engineOptions.engine(model.precision())).judge(examples);
    PrintWriter out = command.commandLine().getOut();
    out.print(
        json ? Json.line(to -> write(to, examples, judgement)) + "\n" : text(examples, judgement));
    out.flush();
    return 0;
  }

  private TableReader reader(Model model) {
    TableReader reader = sequenceOptions.reader();
    return model.task() instanceof Task.Regression(List<Quantity> quantities, _)
        ? reader.withNumbers(quantities.size())
        : reader;
  }

  private static void requireSame(Model model, Dataset examples, DataLocation place) {
    if (model.task() instanceof Task.Regression(List<Quantity> quantities, _)
        && examples.targets() instanceof Quantities numbers
        && numbers.width() != quantities.size()) {
      throw new DataException(
          Messages.format(
              "%s: %d numbers to be told of an example, but the model tells %d: %s",
              place, numbers.width(), quantities.size(), String.join(", ", model.outputs())));
    }
  }

  private static String text(Dataset examples, Judgement judgement) {
    Score score = judgement.score();
    String line =
        Messages.format(
            "%s: %d examples, loss %.4f, %s %s\n\n",
            examples.name(),
            examples.count(),
            score.loss(),
            judgement.measure(),
            QualityText.of(score.quality(), judgement.measure()));
    return line
        + switch (judgement) {
          case Judgement.OfClasses(_, Predictions predictions) ->
              ConfusionText.table(predictions.confusion(examples.labels()));
          case Judgement.OfNumbers numbers -> RunText.errors(numbers);
        };
  }

  private static void write(JsonGenerator json, Dataset examples, Judgement judgement) {
    json.writeNumberProperty("examples", examples.count());
    Json.score(json, judgement);
    if (judgement instanceof Judgement.OfClasses(_, Predictions predictions)) {
      ConfusionMatrix confusion = predictions.confusion(examples.labels());
      Json.texts(json, "classes", confusion.classes());
      json.writeArrayPropertyStart("confusion");
      for (List<Integer> counts : confusion.counts()) {
        json.writeStartArray();
        counts.forEach(json::writeNumber);
        json.writeEndArray();
      }
      json.writeEndArray();
    }
  }
}
