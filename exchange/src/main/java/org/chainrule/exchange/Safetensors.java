package org.chainrule.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.chainrule.exchange.SafetensorsHeader.Dtype;
import org.chainrule.exchange.SafetensorsHeader.Entry;
import org.chainrule.learn.data.AtomicFile;
import org.chainrule.learn.data.DataException;

/**
 * What a safetensors file holds: named arrays, and text about them.
 *
 * <p>Eight bytes give the length of the header, little-endian. The header is JSON: dtype, shape and
 * data_offsets of each tensor, and a map of text to text under {@code __metadata__}; spaces fill it
 * up to a multiple of eight bytes. The values follow, little-endian, without gaps. F64 and F32 are
 * written; F16 and BF16 are also read, as float32. Source: <a
 * href="https://github.com/huggingface/safetensors">the format's description</a>.
 *
 * @param metadata in the order of the keys
 * @param tensors float64 before float32, then by name, so that the same content makes the same file
 */
public record Safetensors(Map<String, String> metadata, List<StoredTensor> tensors) {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfDouble DOUBLE =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** How many values are turned into bytes at a time. */
  private static final int CHUNK = 1 << 13;

  /**
   * Puts metadata and tensors into order.
   *
   * @throws IllegalArgumentException if two tensors have the same name, or one is named {@code
   *     __metadata__}
   */
  public Safetensors {
    metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    tensors =
        tensors.stream()
            .sorted(Comparator.comparing(Safetensors::type).thenComparing(StoredTensor::name))
            .toList();
    Set<String> names = new HashSet<>(Set.of(SafetensorsHeader.METADATA));
    for (StoredTensor tensor : tensors) {
      if (!names.add(tensor.name())) {
        throw new IllegalArgumentException(
            "the name " + DataException.quote(tensor.name()) + " is taken");
      }
    }
  }

  /** The tensor of a name, if there is one. */
  public Optional<StoredTensor> tensor(String name) {
    return tensors.stream().filter(tensor -> tensor.name().equals(name)).findFirst();
  }

  /**
   * Reads a file.
   *
   * @throws DataException if it cannot be read or is not a safetensors file of these types
   */
  public static Safetensors read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      return read(file.toString(), bytes);
    } catch (IOException e) {
      throw DataException.unreadable(file.toString(), e);
    }
  }

  static Safetensors read(String file, MemorySegment bytes) {
    if (bytes.byteSize() < Long.BYTES) {
      throw new DataException(
          file + ", byte 0: " + bytes.byteSize() + " bytes, but a header length takes 8");
    }
    long length = bytes.get(LONG, 0);
    if (length < 0 || length > bytes.byteSize() - Long.BYTES) {
      throw new DataException(
          file
              + ", byte 0: header of "
              + Long.toUnsignedString(length)
              + " bytes, but only "
              + (bytes.byteSize() - Long.BYTES)
              + " follow; this is not a safetensors file, or it is truncated");
    }
    if (length > SafetensorsHeader.MOST_BYTES) {
      throw new DataException(
          file
              + ", byte 0: header of "
              + length
              + " bytes, but at most "
              + SafetensorsHeader.MOST_BYTES
              + " are expected");
    }
    MemorySegment data = bytes.asSlice(Long.BYTES + length);
    SafetensorsHeader header =
        new SafetensorsHeaderParser(file)
            .parse(
                bytes.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE), data.byteSize());
    List<StoredTensor> tensors = new ArrayList<>();
    for (Entry entry : header.entries()) {
      tensors.add(tensor(entry, data.asSlice(entry.begin(), entry.end() - entry.begin())));
    }
    return new Safetensors(header.metadata(), tensors);
  }

  private static StoredTensor tensor(Entry entry, MemorySegment data) {
    return switch (entry.type()) {
      case F64 -> new StoredTensor.Float64(entry.name(), entry.shape(), data.toArray(DOUBLE));
      case F32 -> new StoredTensor.Float32(entry.name(), entry.shape(), data.toArray(FLOAT));
      case F16, BF16 -> {
        float[] values = new float[entry.size()];
        for (int i = 0; i < values.length; i++) {
          short bits = data.get(SHORT, (long) i * Short.BYTES);
          values[i] =
              entry.type() == Dtype.F16
                  ? Float.float16ToFloat(bits)
                  : Float.intBitsToFloat(bits << Short.SIZE);
        }
        yield new StoredTensor.Float32(entry.name(), entry.shape(), values);
      }
    };
  }

  /**
   * Writes a file, wholly or not at all.
   *
   * @throws DataException if it cannot be written
   */
  public void write(Path file) {
    byte[] header = header().format();
    AtomicFile.write(
        file,
        out -> {
          write(out, new long[] {header.length}, 1, LONG);
          out.write(header);
          for (StoredTensor tensor : tensors) {
            switch (tensor) {
              case StoredTensor.Float64 doubles ->
                  write(out, doubles.values(), doubles.size(), DOUBLE);
              case StoredTensor.Float32 floats -> write(out, floats.values(), floats.size(), FLOAT);
            }
          }
        });
  }

  private SafetensorsHeader header() {
    List<Entry> entries = new ArrayList<>();
    long begin = 0;
    for (StoredTensor tensor : tensors) {
      Dtype type = type(tensor);
      long end = begin + (long) tensor.size() * type.bytes();
      entries.add(new Entry(tensor.name(), type, tensor.shape(), begin, end));
      begin = end;
    }
    return new SafetensorsHeader(metadata, entries);
  }

  private static Dtype type(StoredTensor tensor) {
    return switch (tensor) {
      case StoredTensor.Float64 _ -> Dtype.F64;
      case StoredTensor.Float32 _ -> Dtype.F32;
    };
  }

  private static void write(OutputStream out, Object array, int size, ValueLayout layout)
      throws IOException {
    int valueBytes = (int) layout.byteSize();
    byte[] chunk = new byte[CHUNK * valueBytes];
    for (int from = 0; from < size; from += CHUNK) {
      int count = Math.min(CHUNK, size - from);
      MemorySegment.copy(array, from, MemorySegment.ofArray(chunk), layout, 0, count);
      out.write(chunk, 0, count * valueBytes);
    }
  }
}
