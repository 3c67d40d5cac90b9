package org.chainrule.exchange;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

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
    byte[] json = JsonText.bytes(this::write);
    byte[] padded = Arrays.copyOf(json, Math.ceilDiv(json.length, ALIGNMENT) * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }

  private void write(JsonGenerator json) {
    if (!metadata.isEmpty()) {
      json.writeObjectPropertyStart(METADATA);
      metadata.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    for (Entry entry : entries) {
      json.writeObjectPropertyStart(entry.name());
      json.writeStringProperty(TYPE, entry.type().name());
      JsonText.wholes(json, SHAPE, entry.shape());
      json.writeArrayPropertyStart(OFFSETS)
          .writeNumber(entry.begin())
          .writeNumber(entry.end())
          .writeEndArray()
          .writeEndObject();
    }
  }
}
