package org.chainrule.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The array of an IDX file; along its first axis lie the rows of {@code values}.
 *
 * @param dataOffset how many bytes stand before the values
 */
record IdxArray(Type type, List<Integer> shape, Features values, int dataOffset) {
  private static final int MAGIC_BYTES = 4;
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  /** The types of IDX. */
  enum Type {
    UNSIGNED_BYTE(0x08, 1),
    SIGNED_BYTE(0x09, 1),
    SHORT(0x0B, 2),
    INT(0x0C, 4),
    FLOAT(0x0D, 4),
    DOUBLE(0x0E, 8);

    private final int code;
    private final int bytes;

    Type(int code, int bytes) {
      this.code = code;
      this.bytes = bytes;
    }

    boolean isWhole() {
      return this != FLOAT && this != DOUBLE;
    }

    double get(ByteBuffer data) {
      return switch (this) {
        case UNSIGNED_BYTE -> data.get() & 0xFF;
        case SIGNED_BYTE -> data.get();
        case SHORT -> data.getShort();
        case INT -> data.getInt();
        case FLOAT -> data.getFloat();
        case DOUBLE -> data.getDouble();
      };
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  static IdxArray read(Source source) {
    try (InputStream in = source.open()) {
      return read(source.name(), in);
    } catch (IOException e) {
      throw source.failure(e);
    }
  }

  private static IdxArray read(String file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC_BYTES);
    if (magic.length == 0) {
      throw new DataException(file + ": the file is empty");
    }
    if (magic.length < MAGIC_BYTES) {
      throw wrong(file, magic.length, "the file ends within the header");
    }
    if (magic[0] != 0 || magic[1] != 0) {
      throw wrong(
          file, 0, hex(magic[0]) + " " + hex(magic[1]) + ", but an IDX file begins with 00 00");
    }
    Type type = type(file, magic[2]);
    int axes = magic[3] & 0xFF;
    if (axes == 0) {
      throw wrong(file, 3, "no axes, but at least one is expected");
    }
    int dataOffset = MAGIC_BYTES + axes * Integer.BYTES;
    byte[] extents = in.readNBytes(axes * Integer.BYTES);
    if (extents.length < axes * Integer.BYTES) {
      throw wrong(file, MAGIC_BYTES + extents.length, "the file ends within the header");
    }
    List<Integer> shape = new ArrayList<>();
    long bytes = type.bytes;
    for (int axis = 0; axis < axes; axis++) {
      int extent = ByteBuffer.wrap(extents).getInt(axis * Integer.BYTES);
      int place = MAGIC_BYTES + axis * Integer.BYTES;
      if (extent < 1) {
        throw wrong(
            file, place, "extent " + extent + " of axis " + (axis + 1) + " is not positive");
      }
      bytes *= extent;
      if (bytes > MOST_BYTES) {
        throw wrong(
            file,
            place,
            "extent "
                + extent
                + " of axis "
                + (axis + 1)
                + " makes more than "
                + MOST_BYTES
                + " bytes");
      }
      shape.add(extent);
    }
    byte[] data = in.readNBytes((int) bytes);
    if (data.length < bytes) {
      throw wrong(
          file,
          dataOffset + (long) data.length,
          "the file ends, but shape "
              + shape
              + " of type "
              + type
              + " needs "
              + (dataOffset + bytes)
              + " bytes");
    }
    if (in.read() >= 0) {
      throw wrong(
          file,
          dataOffset + bytes,
          "more bytes follow, but shape " + shape + " of type " + type + " ends here");
    }
    int width = (int) (bytes / type.bytes / shape.getFirst());
    return new IdxArray(type, shape, values(file, type, data, width, dataOffset), dataOffset);
  }

  private static Features values(String file, Type type, byte[] data, int width, int dataOffset) {
    if (type == Type.UNSIGNED_BYTE) {
      return new Features.Bytes(data, width);
    }
    ByteBuffer buffer = ByteBuffer.wrap(data);
    double[] values = new double[data.length / type.bytes];
    for (int i = 0; i < values.length; i++) {
      values[i] = type.get(buffer);
      if (!Double.isFinite(values[i])) {
        throw wrong(
            file, dataOffset + (long) i * type.bytes, values[i] + " is not a finite number");
      }
    }
    return Features.of(values, width);
  }

  private static Type type(String file, byte code) {
    for (Type type : Type.values()) {
      if (type.code == code) {
        return type;
      }
    }
    String types =
        Arrays.stream(Type.values())
            .map(type -> hex(type.code) + " " + type)
            .collect(Collectors.joining(", "));
    throw wrong(file, 2, hex(code) + " is not a type of IDX; these are: " + types);
  }

  private static String hex(int octet) {
    return HexFormat.of().toHexDigits((byte) octet);
  }

  /** The place of an entry in the unpacked file. */
  long offset(int entry) {
    return dataOffset + (long) entry * type.bytes;
  }

  static DataException wrong(String file, long offset, String what) {
    return new DataException(file + ", byte " + offset + ": " + what);
  }
}
