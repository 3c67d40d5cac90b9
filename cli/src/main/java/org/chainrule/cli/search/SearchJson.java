package org.chainrule.cli.search;

import java.util.List;
import org.chainrule.cli.Json;
import org.chainrule.learn.estimator.Hyperparameter;
import org.chainrule.learn.estimator.MlpSettings;
import org.chainrule.search.Search;
import org.chainrule.search.Trial;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a search found, for other programs. */
final class SearchJson {
  /** Whole numbers from here on have gaps. */
  private static final double LARGEST_WHOLE = 0x1p53;

  private SearchJson() {}

  static ObjectNode of(Search.Result result) {
    ObjectNode root = Json.object();
    Json.number(
        Json.number(root.putObject("default"), "train", result.base().trainScore()),
        "dev",
        result.base().score());
    ObjectNode best = root.putObject("best");
    Json.number(
        Json.number(best, "train", result.best().trainScore()), "dev", result.best().score());
    settings(best, result.best());
    Json.number(root, "difference", result.difference());
    root.put("complete", result.complete());
    ArrayNode trials = root.putArray("trials");
    for (Trial trial : result.trials()) {
      ObjectNode node = trials.addObject();
      settings(node, trial);
      Json.number(Json.number(node, "train", trial.trainScore()), "dev", trial.score());
      ArrayNode folds = node.putArray("folds");
      trial.scores().forEach(score -> Json.number(folds, score));
      node.put("iterations", trial.iterations());
      trial.failure().ifPresent(reason -> node.put("failure", reason));
    }
    return root;
  }

  private static void settings(ObjectNode node, Trial trial) {
    ObjectNode settings = node.putObject("settings");
    trial.settings().forEach((name, text) -> setting(settings, Hyperparameter.named(name), text));
  }

  private static void setting(ObjectNode node, Hyperparameter setting, String text) {
    String name = setting.name();
    MlpSettings settings = setting.set(MlpSettings.defaults(), text);
    switch (setting.value(settings).orElse(null)) {
      case null -> node.putNull(name);
      case List<?> sizes -> {
        ArrayNode array = node.putArray(name);
        sizes.forEach(size -> array.add((Integer) size));
      }
      case Boolean truth -> node.put(name, truth);
      case Double number when Double.isFinite(number) && !isWhole(number) -> node.put(name, number);
      case Number number when Double.isFinite(number.doubleValue()) ->
          node.put(name, number.longValue());
      case Object _ -> node.put(name, setting.text(settings));
    }
  }

  private static boolean isWhole(double number) {
    return number == Math.rint(number) && Math.abs(number) < LARGEST_WHOLE;
  }
}
