package org.chainrule.cli;

import java.util.List;
import java.util.Map;
import org.chainrule.learn.training.Score;
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

  static ArrayNode array() {
    return LINE.createArrayNode();
  }

  /** Adds how well a model does on train, validation and test; null where there is no such part. */
  static void addScores(ObjectNode object, Map<String, Score> scores) {
    for (String part : List.of("train", "validation", "test")) {
      Score score = scores.get(part);
      if (score == null) {
        object.putNull(part);
      } else {
        object.putObject(part).put("loss", score.loss()).put("accuracy", score.accuracy());
      }
    }
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
