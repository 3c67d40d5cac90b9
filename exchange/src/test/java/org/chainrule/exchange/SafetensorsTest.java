package org.chainrule.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SafetensorsTest {
  private static final String ONE = "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}";

  @TempDir private Path folder;

  /** A file from the resources, which safetensors_files.py beside these tests has written. */
  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = SafetensorsTest.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return file;
  }

  private Path file(String header, byte... data) throws IOException {
    byte[] json = header.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
    return Files.write(folder.resolve("test.safetensors"), bytes.array());
  }

  private static float[] floats(Safetensors file, String name) {
    return ((StoredTensor.Float32) file.tensor(name).orElseThrow()).values();
  }

  @Test
  void readsWhatPythonWrites() throws IOException {
    Safetensors file = Safetensors.read(resource("written-by-python.safetensors"));
    assertThat(file.metadata()).containsExactly(Map.entry("format", "a \"quoted\" text, ü"));
    assertThat(file.tensors())
        .extracting(StoredTensor::name)
        .containsExactly("bias", "a scale", "edge", "weights", "ünï \"codé\"\n");
    StoredTensor.Float64 bias = (StoredTensor.Float64) file.tensor("bias").orElseThrow();
    assertThat(bias.values()).containsExactly(0.1, -2.5e300);
    assertThat(file.tensor("weights").orElseThrow().shape()).containsExactly(2, 3);
    assertThat(floats(file, "weights")).containsExactly(-1, -0.75f, -0.5f, -0.25f, 0, 0.25f);
    assertThat(file.tensor("a scale").orElseThrow().shape()).isEmpty();
    assertThat(floats(file, "a scale")).containsExactly(3.5f);
    assertThat(file.tensor("ünï \"codé\"\n").orElseThrow().shape()).containsExactly(2, 0);
    assertThat(floats(file, "edge"))
        .containsExactly(Float.NaN, Float.POSITIVE_INFINITY, -0f, Float.MIN_VALUE);
    assertThat(file.tensor("none")).isEmpty();
  }

  @Test
  void writesTheBytesThatPythonWrites() throws IOException {
    Path original = resource("written-by-python.safetensors");
    Path copy = folder.resolve("copy.safetensors");
    Safetensors.read(original).write(copy);
    assertThat(copy).hasSameBinaryContentAs(original);
  }

  @Test
  void readsNarrowTypesAsFloat32() throws IOException {
    assertThat(floats(Safetensors.read(resource("half.safetensors")), "half"))
        .containsExactly(1, -2.5f, 65504, 0x1p-24f, Float.POSITIVE_INFINITY);
    Path brain =
        file(
            "{'b':{'dtype':'BF16','shape':[2],'data_offsets':[0,4]}}",
            (byte) 0x20,
            (byte) 0xC0,
            (byte) 0x80,
            (byte) 0x3F);
    assertThat(floats(Safetensors.read(brain), "b")).containsExactly(-2.5f, 1);
  }

  @Test
  void largeTensorsSurviveTheRoundTrip() {
    int size = 100_003;
    double[] doubles = new double[size];
    float[] floats = new float[size];
    for (int i = 0; i < size; i++) {
      doubles[i] = Math.sqrt(i);
      floats[i] = (float) -doubles[i];
    }
    Path file = folder.resolve("large.safetensors");
    new Safetensors(
            Map.of(),
            List.of(
                new StoredTensor.Float32("f", List.of(size), floats),
                new StoredTensor.Float64("d", List.of(1, size), doubles)))
        .write(file);
    Safetensors read = Safetensors.read(file);
    assertThat(((StoredTensor.Float64) read.tensor("d").orElseThrow()).values())
        .containsExactly(doubles);
    assertThat(floats(read, "f")).containsExactly(floats);
  }

  @Test
  void theSameContentMakesTheSameFile() {
    StoredTensor a = new StoredTensor.Float32("a", List.of(), new float[] {1});
    StoredTensor b = new StoredTensor.Float32("b", List.of(2), new float[] {2, 3});
    Path one = folder.resolve("one");
    Path other = folder.resolve("other");
    new Safetensors(Map.of("x", "1", "y", "2", "z", "3"), List.of(a, b)).write(one);
    new Safetensors(Map.of("z", "3", "y", "2", "x", "1"), List.of(b, a)).write(other);
    assertThat(one).hasSameBinaryContentAs(other);
    assertThat(Safetensors.read(one).metadata().keySet()).containsExactly("x", "y", "z");
  }

  @Test
  void rejectsWhatNoFileCanHold() {
    StoredTensor a = new StoredTensor.Float32("a", List.of(), new float[1]);
    assertThatThrownBy(() -> new Safetensors(Map.of(), List.of(a, a)))
        .hasMessage("the name 'a' is taken");
    StoredTensor reserved = new StoredTensor.Float32("__metadata__", List.of(), new float[1]);
    assertThatThrownBy(() -> new Safetensors(Map.of(), List.of(reserved)))
        .hasMessage("the name '__metadata__' is taken");
    assertThatThrownBy(() -> new StoredTensor.Float64("a", List.of(2, 2), new double[3]))
        .hasMessage("tensor a of shape [2, 2] does not have 3 values");
    assertThatThrownBy(() -> new StoredTensor.Float64("a", List.of(-1, -3), new double[3]))
        .hasMessage("tensor a of shape [-1, -3] does not have 3 values");
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        arguments("", 0, "header: does not begin with '{'"),
        arguments(" {}", 0, "header: does not begin with '{'"),
        arguments("[]", 0, "header: does not begin with '{'"),
        arguments("{} {}", 0, "header: is not valid JSON: "),
        arguments("{'a':", 0, "header: is not valid JSON: "),
        arguments(
            "{'a':{'dtype':'F32','shape':[],'data_offsets':[0,4]},'a':1}",
            4,
            "header: is not valid JSON: Duplicate Object property \"a\""),
        arguments("{'a':1}", 0, "tensor 'a': '1', but an object is expected"),
        arguments("{'a':{'shape':[1],'data_offsets':[0,4]}}", 4, "tensor 'a': has no dtype"),
        arguments("{'a':{'dtype':'F32','data_offsets':[0,4]}}", 4, "tensor 'a': has no shape"),
        arguments("{'a':{'dtype':'F32','shape':[1]}}", 4, "tensor 'a': has no data_offsets"),
        arguments(
            "{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}}",
            8,
            "tensor 'a', dtype: '\"I64\"' is not one of [F64, F32, F16, BF16]"),
        arguments(
            "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}}",
            4,
            "tensor 'a', shape: '-1', but a whole number of 0 or more is expected"),
        arguments(
            "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}}",
            4,
            "tensor 'a', shape: '1.0', but a whole number of 0 or more is expected"),
        arguments(
            "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,4]}}",
            4,
            "tensor 'a', shape: '99999999999999999999', but a whole number of 0 or more is"
                + " expected"),
        arguments(
            "{'a':{'dtype':'F32','shape':[65536,65536],'data_offsets':[0,4]}}",
            4,
            "tensor 'a', shape: [65536, 65536] has more than 2147483639 values"),
        arguments(
            "{'a':{'dtype':'F32','shape':[0,9223372036854775807],'data_offsets':[0,0]}}",
            0,
            "tensor 'a', shape: [0, 9223372036854775807] has more than 2147483639 values"),
        arguments(
            "{'a':{'dtype':'F32','shape':{},'data_offsets':[0,4]}}",
            4,
            "tensor 'a', shape: an object, but an array is expected"),
        arguments(
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}}",
            4,
            "tensor 'a', data_offsets: [0, 4, 8], but a begin and an end not before it are"
                + " expected"),
        arguments(
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}}",
            4,
            "tensor 'a', data_offsets: [4, 0], but a begin and an end not before it are expected"),
        arguments(
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,4]}}",
            4,
            "tensor 'a', data_offsets: [0, 4] is 4 bytes, but shape [2] of F32 needs 8"),
        arguments(
            "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
            8,
            "tensor 'a', data_offsets: begins at 4, but the tensors before it end at 0"),
        arguments(
            "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}",
            8,
            "tensor 'b', data_offsets: begins at 4, but the tensors before it end at 8"),
        arguments(
            ONE,
            3,
            "tensor 'a', data_offsets: ends at 4, but the file has 3 bytes of data; it is"
                + " truncated"),
        arguments(ONE, 5, "header: the tensors end at 4, but the file has 5 bytes of data"),
        arguments("{'__metadata__':[]}", 0, "__metadata__: an array, but an object is expected"),
        arguments("{'__metadata__':{'k':1}}", 0, "__metadata__, 'k': '1', but text is expected"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void tellsWhatIsMalformed(String header, int dataLength, String message) throws IOException {
    Path file = file(header, new byte[dataLength]);
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ", " + message);
  }

  @Test
  void deepNestingIsRefused() throws IOException {
    Path file = file("{'a':" + "[".repeat(100_000));
    assertThatThrownBy(() -> Safetensors.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("header: is not valid JSON");
  }

  @Test
  void aHeaderThatIsNotUtf8IsRefused() throws IOException {
    byte[] bytes = "\2\0\0\0\0\0\0\0{\u00ff".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin"), bytes);
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessage(file + ", header: is not UTF-8 text");
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(resource("written-by-python.safetensors"));
    for (int length = 0; length < whole.length; length++) {
      Path file = folder.resolve("cut");
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.read(file))
          .as("the first %d bytes", length)
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(file + ", ");
    }
  }

  @Test
  void impossibleHeaderLengthsAreRefused() throws IOException {
    Path file = Files.write(folder.resolve("wide"), new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, 0});
    assertThatThrownBy(() -> Safetensors.read(file))
        .hasMessage(
            file
                + ", byte 0: header of 18446744073709551615 bytes, but only 1 follow; this is not a"
                + " safetensors file, or it is truncated");
  }

  @Test
  void missingFilesAndFoldersAreTold() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Safetensors.read(missing))
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> Safetensors.read(folder))
        .hasMessage(folder + ": is a folder, but a file is expected");
    Safetensors empty = new Safetensors(Map.of(), List.of());
    assertThatThrownBy(() -> empty.write(missing.resolve("model")))
        .isInstanceOf(DataException.class);
    assertThat(folder).isEmptyDirectory();
  }
}
