package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All that is needed to repeat a run, and what came of it: {@code run.json}. */
final class RunJson {
  private static final String BATCH_SIZE = "batch_size";
  private static final String CLASS_WEIGHTS = "class_weights";

  private RunJson() {}

  static ObjectNode of(Run run) {
    ObjectNode root = Json.object();
    root.put("started", run.started().toString());
    root.putObject("versions")
        .put("chainrule", Main.Version.number())
        .put("java", Runtime.version().toString())
        .put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    ArrayNode arguments = root.putArray("arguments");
    run.arguments().forEach(arguments::add);
    ObjectNode settings = root.putObject("settings");
    run.settings().forEach(settings::put);
    optimizer(root.putObject("optimizer"), run.recipe().optimizer());
    if (run.recipe().loss() instanceof CrossEntropy loss && !loss.weights().isEmpty()) {
      ArrayNode weights = root.putArray(CLASS_WEIGHTS);
      loss.weights().forEach(weights::add);
    }
    root.put(BATCH_SIZE, run.recipe().batchSize());
    root.put("seed", run.recipe().seed());
    root.put("parameters", Parameter.trainedNumbers(run.model().network().parameters().stream()));
    data(root.putObject("data"), run.examples());
    results(root.putObject("results"), run);
    return root;
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
      List<String> arguments =
          root.path("arguments").valueStream().map(JsonNode::asString).toList();
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

  private static void optimizer(ObjectNode node, Optimizer optimizer) {
    switch (optimizer) {
      case Sgd(double rate, double momentum, boolean nesterov, _) ->
          node.put("kind", "sgd")
              .put("learning_rate", rate)
              .put("momentum", momentum)
              .put("nesterov", nesterov);
      case Adam(double rate, double beta1, double beta2, double epsilon, double weightDecay, _) ->
          node.put("kind", "adam")
              .put("learning_rate", rate)
              .put("beta1", beta1)
              .put("beta2", beta2)
              .put("epsilon", epsilon)
              .put("weight_decay", weightDecay);
      case RmsProp(double rate, double decay, double epsilon, _) ->
          node.put("kind", "rmsprop")
              .put("learning_rate", rate)
              .put("decay", decay)
              .put("epsilon", epsilon);
      case QuasiNewton(double tolerance) -> node.put("kind", "lbfgs").put("tolerance", tolerance);
    }
    node.put("rows", Words.of(optimizer.rows()));
  }

  private static void data(ObjectNode node, Examples examples) {
    examples.parts().forEach((part, data) -> node.put(part, data.count()));
    node.putObject("split")
        .put("kind", examples.train().classes().isEmpty() ? "random" : "stratified")
        .put("validation_fraction", examples.validationFraction())
        .put("test_fraction", examples.testFraction());
    switch (examples.train().targets()) {
      case Labels labels -> {
        ArrayNode classes = node.putArray("classes");
        labels.classes().forEach(classes::add);
      }
      case Quantities numbers -> {
        ArrayNode names = node.putArray("numbers");
        numbers.quantities().forEach(quantity -> names.add(quantity.name()));
      }
    }
    ArrayNode sources = node.putArray("sources");
    examples
        .sources()
        .forEach(
            (purpose, from) -> {
              ObjectNode source = sources.addObject();
              source.put("for", purpose).put("name", from.place().toString());
              ArrayNode files = source.putArray("files");
              from.files().forEach(file -> describe(files.addObject(), file));
            });
  }

  private static void describe(ObjectNode node, Source.Content file) {
    node.put("path", file.path().toString())
        .put("bytes", file.bytes())
        .put("sha256", file.sha256());
  }

  private static void results(ObjectNode node, Run run) {
    History history = run.history();
    node.put("seconds", run.seconds())
        .put("epochs", history.epochs().size())
        .put("best_epoch", history.best())
        .put("ended", Words.of(history.end()));
    Json.addScores(node, run.judgements());
  }
}
