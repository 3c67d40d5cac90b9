package org.chainrule.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.BiFunction;
import org.chainrule.learn.data.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The fields of a JSON object, each of which is asked for by name; errors say where it stands. */
final class Fields {
  /** Strict: a name that comes twice is an error, and so is what follows the object. */
  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String place;
  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();

  private Fields(String place, JsonNode node) {
    this.place = place;
    this.node = node;
    if (!node.isObject()) {
      throw new DataException(place + ": " + show(node) + ", but an object is expected");
    }
  }

  /**
   * Reads a text.
   *
   * @param place what to call it in messages
   * @throws DataException if it is not a JSON object
   */
  static Fields parse(String place, String text) {
    try {
      return new Fields(place, JSON.readTree(text));
    } catch (JacksonException e) {
      throw new DataException(place + ": is not valid JSON: " + e.getOriginalMessage(), e);
    }
  }

  String text(String name) {
    return text(at(name), get(name));
  }

  List<String> texts(String name) {
    return list(name, Fields::text);
  }

  /** An array of arrays of texts. */
  List<List<String>> textLists(String name) {
    return list(name, (place, value) -> list(place, value, Fields::text));
  }

  /** A whole number from 1 that fits an int. */
  int count(String name) {
    return count(at(name), get(name));
  }

  List<Integer> counts(String name) {
    return list(name, Fields::count);
  }

  /** A whole number from 0 that fits an int. */
  int whole(String name) {
    return whole(at(name), get(name));
  }

  List<Integer> wholes(String name) {
    return list(name, Fields::whole);
  }

  double number(String name) {
    return number(at(name), get(name));
  }

  List<Double> numbers(String name) {
    return list(name, Fields::number);
  }

  boolean truth(String name) {
    JsonNode value = get(name);
    if (!value.isBoolean()) {
      throw wrong(name, show(value) + ", but true or false is expected");
    }
    return value.booleanValue();
  }

  boolean has(String name) {
    return node.has(name);
  }

  /** Where the object stands. */
  String place() {
    return place;
  }

  Fields object(String name) {
    return new Fields(at(name), get(name));
  }

  List<Fields> objects(String name) {
    return list(name, Fields::new);
  }

  /**
   * Checks that every field was asked for, as one that is not understood may change the meaning.
   */
  void requireNoOthers() {
    for (String name : node.propertyNames()) {
      if (!asked.contains(name)) {
        throw wrong(name, "is not a field that is known here");
      }
    }
  }

  DataException wrong(String name, String what) {
    return new DataException(at(name) + ": " + what);
  }

  private String at(String name) {
    return place + ", " + name;
  }

  private JsonNode get(String name) {
    asked.add(name);
    JsonNode value = node.get(name);
    if (value == null) {
      throw wrong(name, "is missing");
    }
    return value;
  }

  private <T> List<T> list(String name, BiFunction<String, JsonNode, T> read) {
    return list(at(name), get(name), read);
  }

  private static <T> List<T> list(
      String place, JsonNode array, BiFunction<String, JsonNode, T> read) {
    if (!array.isArray()) {
      throw new DataException(place + ": " + show(array) + ", but an array is expected");
    }
    List<T> values = new ArrayList<>();
    for (JsonNode value : array) {
      values.add(read.apply(place + "[" + values.size() + "]", value));
    }
    return values;
  }

  private static String text(String place, JsonNode value) {
    if (!value.isString()) {
      throw new DataException(place + ": " + show(value) + ", but text is expected");
    }
    return value.stringValue();
  }

  private static int count(String place, JsonNode value) {
    return from(1, place, value);
  }

  private static int whole(String place, JsonNode value) {
    return from(0, place, value);
  }

  private static int from(int least, String place, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: %s, but a whole number from %d to 2147483647 is expected",
              place,
              show(value),
              least));
    }
    return value.intValue();
  }

  private static double number(String place, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw new DataException(place + ": " + show(value) + ", but a finite number is expected");
    }
    return value.doubleValue();
  }

  private static String show(JsonNode value) {
    return DataException.quote(value.toString());
  }
}
