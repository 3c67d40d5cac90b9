package org.chainrule.exchange;

import static org.chainrule.learn.data.DataException.quote;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.chainrule.exchange.SafetensorsHeader.Dtype;
import org.chainrule.exchange.SafetensorsHeader.Entry;
import org.chainrule.learn.data.DataException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads the header of a {@link Safetensors} file and says what is wrong with it.
 *
 * @param file what to call the file
 */
record SafetensorsHeaderParser(String file) {
  /** What fits into an array. */
  private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

  /**
   * Reads a header.
   *
   * @param dataLength how many bytes follow it
   */
  SafetensorsHeader parse(byte[] bytes, long dataLength) {
    SortedMap<String, String> metadata = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : json(bytes).properties()) {
      if (property.getKey().equals(SafetensorsHeader.METADATA)) {
        addMetadata(property.getValue(), metadata);
      } else {
        entries.add(entry(property.getKey(), property.getValue()));
      }
    }
    entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
    checkNoGaps(entries, dataLength);
    return new SafetensorsHeader(metadata, entries);
  }

  private JsonNode json(byte[] bytes) {
    if (bytes.length == 0 || bytes[0] != '{') {
      throw wrong("header", "does not begin with '{'");
    }
    try {
      return Fields.JSON.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      throw wrong("header", "is not UTF-8 text");
    } catch (JacksonException e) {
      throw wrong("header", "is not valid JSON: " + e.getOriginalMessage());
    }
  }

  private void addMetadata(JsonNode node, SortedMap<String, String> metadata) {
    if (!node.isObject()) {
      throw wrong(SafetensorsHeader.METADATA, describe(node) + ", but an object is expected");
    }
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      if (!property.getValue().isString()) {
        throw wrong(
            SafetensorsHeader.METADATA + ", " + quote(property.getKey()),
            describe(property.getValue()) + ", but text is expected");
      }
      metadata.put(property.getKey(), property.getValue().stringValue());
    }
  }

  private Entry entry(String name, JsonNode node) {
    String tensor = "tensor " + quote(name);
    if (!node.isObject()) {
      throw wrong(tensor, describe(node) + ", but an object is expected");
    }
    Dtype type = type(tensor, field(tensor, node, SafetensorsHeader.TYPE));
    String inShape = tensor + ", " + SafetensorsHeader.SHAPE;
    List<Long> shape = wholes(inShape, field(tensor, node, SafetensorsHeader.SHAPE));
    String inOffsets = tensor + ", " + SafetensorsHeader.OFFSETS;
    List<Long> offsets = wholes(inOffsets, field(tensor, node, SafetensorsHeader.OFFSETS));
    if (offsets.size() != 2 || offsets.get(0) > offsets.get(1)) {
      throw wrong(inOffsets, offsets + ", but a begin and an end not before it are expected");
    }
    long size = 1;
    for (long extent : shape) {
      if (extent > MOST_VALUES || size * extent > MOST_VALUES) {
        throw wrong(inShape, shape + " has more than " + MOST_VALUES + " values");
      }
      size *= extent;
    }
    long length = offsets.get(1) - offsets.get(0);
    if (length != size * type.bytes()) {
      throw wrong(
          inOffsets,
          offsets
              + " is "
              + length
              + " bytes, but shape "
              + shape
              + " of "
              + type
              + " needs "
              + size * type.bytes());
    }
    return new Entry(
        name, type, shape.stream().map(Long::intValue).toList(), offsets.get(0), offsets.get(1));
  }

  private JsonNode field(String tensor, JsonNode node, String name) {
    return node.optional(name).orElseThrow(() -> wrong(tensor, "has no " + name));
  }

  private Dtype type(String tensor, JsonNode node) {
    for (Dtype type : Dtype.values()) {
      if (node.isString() && node.stringValue().equals(type.name())) {
        return type;
      }
    }
    throw wrong(
        tensor + ", " + SafetensorsHeader.TYPE,
        describe(node) + " is not one of " + Arrays.toString(Dtype.values()));
  }

  private List<Long> wholes(String place, JsonNode node) {
    if (!node.isArray()) {
      throw wrong(place, describe(node) + ", but an array is expected");
    }
    List<Long> wholes = new ArrayList<>();
    for (JsonNode element : node) {
      if (!element.isIntegralNumber() || !element.canConvertToLong() || element.longValue() < 0) {
        throw wrong(place, describe(element) + ", but a whole number of 0 or more is expected");
      }
      wholes.add(element.longValue());
    }
    return wholes;
  }

  /** Checks that each tensor begins where the last one ends, and the last one ends the data. */
  private void checkNoGaps(List<Entry> entries, long dataLength) {
    long end = 0;
    for (Entry entry : entries) {
      String place = "tensor " + quote(entry.name()) + ", " + SafetensorsHeader.OFFSETS;
      if (entry.begin() != end) {
        throw wrong(
            place, "begins at " + entry.begin() + ", but the tensors before it end at " + end);
      }
      end = entry.end();
      if (end > dataLength) {
        throw wrong(
            place,
            "ends at "
                + end
                + ", but the file has "
                + dataLength
                + " bytes of data; it is"
                + " truncated");
      }
    }
    if (end < dataLength) {
      throw wrong(
          "header",
          "the tensors end at " + end + ", but the file has " + dataLength + " bytes of data");
    }
  }

  private static String describe(JsonNode node) {
    return node.isContainer()
        ? "an " + node.getNodeType().name().toLowerCase(Locale.ROOT)
        : quote(node.toString());
  }

  private DataException wrong(String place, String what) {
    return new DataException(file + ", " + place + ": " + what);
  }
}
