package org.chainrule.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The header of a {@link Safetensors} file.
 *
 * @param entries what stands where, in the order of the file
 */
record SafetensorsHeader(Map<String, String> metadata, List<Entry> entries) {
  /** The longest header that is read, in bytes: that of the reference implementation. */
  static final int MOST_BYTES = 100_000_000;

  static final String METADATA = "__metadata__";
  static final String TYPE = "dtype";
  static final String SHAPE = "shape";
  static final String OFFSETS = "data_offsets";

  static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int ALIGNMENT = 8;

  /** How a number is stored. */
  enum Dtype {
    F64(8),
    F32(4),
    F16(2),
    BF16(2);

    private final int bytes;

    Dtype(int bytes) {
      this.bytes = bytes;
    }

    int bytes() {
      return bytes;
    }
  }

  /** A tensor and where its bytes stand in the data. */
  record Entry(String name, Dtype type, List<Integer> shape, long begin, long end) {
    int size() {
      return Math.toIntExact((end - begin) / type.bytes());
    }
  }

  /** The bytes of the header. */
  byte[] format() {
    ObjectNode header = JSON.createObjectNode();
    if (!metadata.isEmpty()) {
      ObjectNode texts = header.putObject(METADATA);
      metadata.forEach(texts::put);
    }
    for (Entry entry : entries) {
      ObjectNode fields = header.putObject(entry.name());
      fields.put(TYPE, entry.type().name());
      ArrayNode shape = fields.putArray(SHAPE);
      entry.shape().forEach(shape::add);
      fields.putArray(OFFSETS).add(entry.begin()).add(entry.end());
    }
    byte[] json = JSON.writeValueAsBytes(header);
    byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
