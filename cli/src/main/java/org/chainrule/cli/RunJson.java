package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.optimizer.QuasiNewton;
import org.chainrule.learn.optimizer.RmsProp;
import org.chainrule.learn.optimizer.Sgd;
import org.chainrule.learn.training.BinaryLoss;
import org.chainrule.learn.training.CrossEntropy;
import org.chainrule.learn.training.History;
import org.chainrule.learn.training.Loss;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Recipe;
import picocli.CommandLine.ParameterException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that is needed to repeat a run, and what came of it: {@code run.json}. */
final class RunJson {
  private static final String ARGUMENTS = "arguments";
  private static final String BATCH_SIZE = "batch_size";
  private static final String CLASS_WEIGHTS = "class_weights";

  private RunJson() {}

  static void write(JsonGenerator json, Run run) {
    json.writeStringProperty("started", run.started().toString())
        .writeObjectPropertyStart("versions")
        .writeStringProperty("chainrule", Main.Version.number())
        .writeStringProperty("java", Runtime.version().toString())
        .writeStringProperty(
            "system", System.getProperty("os.name") + " " + System.getProperty("os.arch"))
        .writeEndObject();
    Json.texts(json, ARGUMENTS, run.arguments());
    json.writeObjectPropertyStart("settings");
    run.settings().forEach(json::writeStringProperty);
    json.writeEndObject();
    optimizer(json, run.recipe().optimizer());
    if (run.recipe().loss() instanceof CrossEntropy loss && !loss.weights().isEmpty()) {
      json.writeArrayPropertyStart(CLASS_WEIGHTS);
      loss.weights().forEach(json::writeNumber);
      json.writeEndArray();
    }
    json.writeNumberProperty(BATCH_SIZE, run.recipe().batchSize())
        .writeNumberProperty("seed", run.recipe().seed())
        .writeNumberProperty(
            "parameters", Parameter.trainedNumbers(run.model().network().parameters().stream()));
    data(json, run.examples());
    results(json, run);
  }

  /**
   * How a model was trained, by the options that were given; the usual way if there is no record of
   * it.
   *
   * @throws DataException if the record can't be read
   */
  static Recipe recipe(Path file, Model model) {
    Recipe usual = Recipe.standard().with(model.loss());
    if (!Files.exists(file)) {
      return usual;
    }
    try {
      JsonNode root = new JsonMapper().readTree(Files.readAllBytes(file));
      List<String> arguments = root.path(ARGUMENTS).valueStream().map(JsonNode::asString).toList();
      Recipe given = arguments.isEmpty() ? usual : Train.recipe(arguments);
      List<Double> weights =
          root.path(CLASS_WEIGHTS).valueStream().map(JsonNode::asDouble).toList();
      Loss loss =
          switch (given.loss()) {
            case CrossEntropy(_, double smoothing) when model.loss() instanceof CrossEntropy ->
                new CrossEntropy(weights, smoothing);
            case BinaryLoss asked when model.loss() instanceof BinaryLoss -> asked;
            default -> model.loss();
          };
      return given.with(loss).withBatchSize(root.path(BATCH_SIZE).asInt(usual.batchSize()));
    } catch (IOException | JacksonException e) {
      throw new DataException(file + ": is no record of a training: " + e.getMessage(), e);
    } catch (ParameterException | IllegalArgumentException e) {
      throw new DataException(file + ": does not tell how to train: " + e.getMessage(), e);
    }
  }

  private static void optimizer(JsonGenerator json, Optimizer optimizer) {
    json.writeObjectPropertyStart("optimizer");
    switch (optimizer) {
      case Sgd(double rate, double momentum, boolean nesterov, _) ->
          json.writeStringProperty("kind", "sgd")
              .writeNumberProperty("learning_rate", rate)
              .writeNumberProperty("momentum", momentum)
              .writeBooleanProperty("nesterov", nesterov);
      case Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay, _) ->
          json.writeStringProperty("kind", "adam")
              .writeNumberProperty("learning_rate", rate)
              .writeNumberProperty("beta1", beta1)
              .writeNumberProperty("beta2", beta2)
              .writeNumberProperty("epsilon", epsilon)
              .writeNumberProperty("weight_decay", weightDecay);
      case RmsProp(double rate, double decay, double epsilon, _) ->
          json.writeStringProperty("kind", "rmsprop")
              .writeNumberProperty("learning_rate", rate)
              .writeNumberProperty("decay", decay)
              .writeNumberProperty("epsilon", epsilon);
      case QuasiNewton(double tolerance) ->
          json.writeStringProperty("kind", "lbfgs").writeNumberProperty("tolerance", tolerance);
    }
    json.writeStringProperty("rows", Words.of(optimizer.rows())).writeEndObject();
  }

  private static void data(JsonGenerator json, Examples examples) {
    json.writeObjectPropertyStart("data");
    examples.parts().forEach((part, data) -> json.writeNumberProperty(part, data.count()));
    json.writeObjectPropertyStart("split")
        .writeStringProperty("kind", examples.train().classes().isEmpty() ? "random" : "stratified")
        .writeNumberProperty("validation_fraction", examples.validationFraction())
        .writeNumberProperty("test_fraction", examples.testFraction())
        .writeEndObject();
    switch (examples.train().targets()) {
      case Labels labels -> Json.texts(json, "classes", labels.classes());
      case Quantities numbers ->
          Json.texts(json, "numbers", numbers.quantities().stream().map(Quantity::name).toList());
    }
    json.writeArrayPropertyStart("sources");
    examples.sources().forEach((purpose, from) -> source(json, purpose, from));
    json.writeEndArray().writeEndObject();
  }

  private static void source(JsonGenerator json, String purpose, Source source) {
    json.writeStartObject()
        .writeStringProperty("for", purpose)
        .writeStringProperty("name", source.place().toString())
        .writeArrayPropertyStart("files");
    for (Source.Content file : source.files()) {
      json.writeStartObject()
          .writeStringProperty("path", file.path().toString())
          .writeNumberProperty("bytes", file.bytes())
          .writeStringProperty("sha256", file.sha256())
          .writeEndObject();
    }
    json.writeEndArray().writeEndObject();
  }

  private static void results(JsonGenerator json, Run run) {
    History history = run.history();
    json.writeObjectPropertyStart("results")
        .writeNumberProperty("seconds", run.seconds())
        .writeNumberProperty("epochs", history.epochs().size())
        .writeNumberProperty("best_epoch", history.best())
        .writeStringProperty("ended", Words.of(history.end()));
    Json.scores(json, run.judgements());
    json.writeEndObject();
  }
}
