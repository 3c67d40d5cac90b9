package org.chainrule.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.training.ConfusionMatrix;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictor;
import org.chainrule.learn.training.Score;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The command {@code chainrule evaluate}. */
@Command(
    name = "evaluate",
    description = "Tell how well a model does on examples with labels, and what it confuses.",
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
            .orElseGet(() -> sequenceOptions.format().read(place, model.classes()))
            .withLength(model.network().input().size(0));
    modelArgument.requireFits(model, examples.features(), place);
    Predictor predictor = model.predictor(engineOptions.engine(model.precision()));
    Judgement judgement = predictor.judge(examples);
    Score score = judgement.score();
    ConfusionMatrix confusion = judgement.predictions().confusion(examples.labels());
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(Json.line(json(examples, score, confusion)));
    } else {
      out.println(
          Messages.format(
              "%s: %d examples, loss %.4f, accuracy %s",
              examples.name(), examples.count(), score.loss(), Messages.percent(score.accuracy())));
      out.println();
      out.print(ConfusionText.table(confusion));
      out.flush();
    }
    return 0;
  }

  private static ObjectNode json(Dataset examples, Score score, ConfusionMatrix confusion) {
    ObjectNode object = Json.object();
    object
        .put("examples", examples.count())
        .put("loss", score.loss())
        .put("accuracy", score.accuracy());
    ArrayNode classes = object.putArray("classes");
    confusion.classes().forEach(classes::add);
    ArrayNode rows = object.putArray("confusion");
    for (List<Integer> counts : confusion.counts()) {
      ArrayNode row = rows.addArray();
      counts.forEach(row::add);
    }
    return object;
  }
}
