package org.chainrule.cli;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.chainrule.learn.training.Errors;
import org.chainrule.learn.training.Judgement;
import org.chainrule.learn.training.Measure;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON as this program writes it: on one line for other programs, indented in files. What a
 * training writes is written field by field, as what trees of nodes need takes long to load.
 */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_CONTENT).build();

  private static final ObjectWriteContext INDENTED =
      new ObjectWriteContext.Base() {
        @Override
        public PrettyPrinter getPrettyPrinter() {
          return new DefaultPrettyPrinter();
        }
      };

  private Json() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Adds a number; what is not finite becomes null, as JSON has no NaN. */
  public static ObjectNode number(ObjectNode object, String name, double value) {
    return Double.isFinite(value) ? object.put(name, value) : object.putNull(name);
  }

  /** The same as an element of an array. */
  public static ArrayNode number(ArrayNode array, double value) {
    return Double.isFinite(value) ? array.add(value) : array.addNull();
  }

  /** Writes a number; what is not finite becomes null. */
  public static JsonGenerator number(JsonGenerator json, String name, double value) {
    return number(json.writeName(name), value);
  }

  /** The same as an element of an array. */
  public static JsonGenerator number(JsonGenerator json, double value) {
    return Double.isFinite(value) ? json.writeNumber(value) : json.writeNull();
  }

  /** Writes an array of texts. */
  static void texts(JsonGenerator json, String name, Iterable<String> texts) {
    json.writeArrayPropertyStart(name);
    texts.forEach(json::writeString);
    json.writeEndArray();
  }

  /** Writes how well a model does on train, validation and test; null where no such part is. */
  static void scores(JsonGenerator json, Map<String, Judgement> judgements) {
    for (String part : List.of("train", "validation", "test")) {
      Judgement judgement = judgements.get(part);
      if (judgement == null) {
        json.writeNullProperty(part);
      } else {
        json.writeObjectPropertyStart(part);
        score(json, judgement);
        json.writeEndObject();
      }
    }
  }

  /** Writes how well a model does: loss and accuracy, or loss, R² and the errors of each number. */
  static void score(JsonGenerator json, Judgement judgement) {
    json.writeNumberProperty("loss", judgement.score().loss())
        .writeNumberProperty(name(judgement.measure()), judgement.score().quality());
    if (judgement instanceof Judgement.OfNumbers numbers) {
      json.writeArrayPropertyStart("targets");
      for (int k = 0; k < numbers.errors().size(); k++) {
        Errors errors = numbers.errors().get(k);
        json.writeStartObject()
            .writeStringProperty("name", numbers.estimates().quantities().get(k).name())
            .writeNumberProperty("r2", errors.r2())
            .writeNumberProperty("mae", errors.mae())
            .writeNumberProperty("rmse", errors.rmse())
            .writeEndObject();
      }
      json.writeEndArray();
    }
  }

  /** What a measure is called in files. */
  static String name(Measure measure) {
    return Words.of(measure);
  }

  /** On one line, for other programs. */
  public static String line(JsonNode node) {
    return node.toString();
  }

  /** An object with these fields on one line, for other programs. */
  public static String line(Consumer<JsonGenerator> fields) {
    return text(ObjectWriteContext.empty(), fields);
  }

  /** An object with these fields, indented, for files and for people. */
  public static String indented(Consumer<JsonGenerator> fields) {
    return text(INDENTED, fields) + "\n";
  }

  private static String text(ObjectWriteContext context, Consumer<JsonGenerator> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(context, text)) {
      json.writeStartObject();
      fields.accept(json);
      json.writeEndObject();
    }
    return text.toString();
  }
}
