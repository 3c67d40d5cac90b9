package org.chainrule.cli;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.learn.text.Attribution;
import org.chainrule.learn.training.Predictions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model says of one text, and which words moved it to. */
final class TextPrediction {
  private TextPrediction() {}

  static String text(Predictions predictions, List<Attribution> words) {
    int chosen = predictions.index(0);
    List<List<String>> rows = new ArrayList<>();
    for (Attribution word : words) {
      rows.add(
          List.of(
              word.known() ? word.word() : word.word() + " (unknown)",
              Messages.format("%+.3f", word.weight())));
    }
    return Messages.format(
            "%s  %s\n", predictions.label(0), Messages.percent(predictions.probability(0, chosen)))
        + (rows.isEmpty() ? "" : Columns.align(rows));
  }

  static String json(Predictions predictions, List<Attribution> words) {
    ObjectNode root = Json.object().put("prediction", predictions.label(0));
    ObjectNode probabilities = root.putObject("probabilities");
    for (int i = 0; i < predictions.classes().size(); i++) {
      probabilities.put(predictions.classes().get(i), predictions.probability(0, i));
    }
    ArrayNode list = root.putArray("words");
    for (Attribution word : words) {
      list.addObject()
          .put("word", word.word())
          .put("from", word.from())
          .put("known", word.known())
          .put("weight", word.weight());
    }
    return Json.line(root) + "\n";
  }
}
