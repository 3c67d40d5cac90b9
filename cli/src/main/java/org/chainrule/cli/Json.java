package org.chainrule.cli;

import java.util.List;
import java.util.Map;
import org.chainrule.learn.training.Errors;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Measure;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON as this program writes it: on one line for other programs, indented in files. */
public final class Json {
  private static final JsonMapper LINE = new JsonMapper();
  private static final JsonMapper INDENTED =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return LINE.createObjectNode();
  }

  /** Adds a number; what is not finite becomes null, as JSON has no NaN. */
  public static ObjectNode number(ObjectNode object, String name, double value) {
    return Double.isFinite(value) ? object.put(name, value) : object.putNull(name);
  }

  /** The same as an element of an array. */
  public static ArrayNode number(ArrayNode array, double value) {
    return Double.isFinite(value) ? array.add(value) : array.addNull();
  }

  static ArrayNode array() {
    return LINE.createArrayNode();
  }

  /** Adds how well a model does on train, validation and test; null where there is no such part. */
  static void addScores(ObjectNode object, Map<String, Judgement> judgements) {
    for (String part : List.of("train", "validation", "test")) {
      Judgement judgement = judgements.get(part);
      if (judgement == null) {
        object.putNull(part);
      } else {
        addScore(object.putObject(part), judgement);
      }
    }
  }

  /** Adds how well a model does: loss and accuracy, or loss, R² and the errors of each number. */
  static void addScore(ObjectNode object, Judgement judgement) {
    object.put("loss", judgement.score().loss());
    object.put(name(judgement.measure()), judgement.score().quality());
    if (judgement instanceof Judgement.OfNumbers numbers) {
      ArrayNode targets = object.putArray("targets");
      for (int k = 0; k < numbers.errors().size(); k++) {
        Errors errors = numbers.errors().get(k);
        targets
            .addObject()
            .put("name", numbers.estimates().quantities().get(k).name())
            .put("r2", errors.r2())
            .put("mae", errors.mae())
            .put("rmse", errors.rmse());
      }
    }
  }

  /** What a measure is called in files. */
  static String name(Measure measure) {
    return Words.of(measure);
  }

  /** On one line, for other programs. */
  public static String line(JsonNode node) {
    return LINE.writeValueAsString(node);
  }

  /** Indented, for files and for people. */
  public static String indented(JsonNode node) {
    return INDENTED.writeValueAsString(node) + "\n";
  }
}
