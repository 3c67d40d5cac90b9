package org.chainrule.cli;

import java.util.List;
import org.chainrule.learn.text.Attribution;
import org.chainrule.learn.training.Estimates;
import org.chainrule.learn.training.Predictions;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model says of examples, for other programs: a line with one object. */
final class AnswerJson {
  private AnswerJson() {}

  /** The class of one text, and the words that moved the model to it. */
  static String of(Predictions predictions, List<Attribution> words) {
    ObjectNode root = Json.object();
    add(root, predictions, 0);
    ArrayNode list = root.putArray("words");
    for (Attribution word : words) {
      list.addObject()
          .put("word", word.word())
          .put("from", word.from())
          .put("known", word.known())
          .put("weight", word.weight());
    }
    return line(root);
  }

  /** The class of each example, with the probabilities of all. */
  static String of(Predictions predictions) {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("predictions");
    for (int i = 0; i < predictions.count(); i++) {
      add(list.addObject(), predictions, i);
    }
    return line(root);
  }

  /** The numbers of each example by their names. */
  static String of(Estimates estimates) {
    ObjectNode root = Json.object();
    ArrayNode list = root.putArray("predictions");
    for (int i = 0; i < estimates.count(); i++) {
      ObjectNode node = list.addObject();
      for (int k = 0; k < estimates.quantities().size(); k++) {
        Json.number(node, estimates.quantities().get(k).name(), estimates.at(i, k));
      }
    }
    return line(root);
  }

  private static void add(ObjectNode node, Predictions predictions, int example) {
    node.put("prediction", predictions.label(example));
    ObjectNode probabilities = node.putObject("probabilities");
    for (int k = 0; k < predictions.classes().size(); k++) {
      Json.number(probabilities, predictions.classes().get(k), predictions.probability(example, k));
    }
  }

  private static String line(ObjectNode root) {
    return Json.line(root) + "\n";
  }
}
