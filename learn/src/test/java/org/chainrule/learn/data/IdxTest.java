package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.chainrule.learn.data.TestFiles.gzip;
import static org.chainrule.learn.data.TestFiles.shared;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IdxTest {
  private static final String IMAGES = "0000 08 03 00000002 00000001 00000002 01 02 fe ff";
  private static final String LABELS = "0000 08 01 00000002 07 03";

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static Source source(String name, String hex) {
    return new Source(name, () -> new ByteArrayInputStream(bytes(hex)));
  }

  private static Dataset read(String images, String labels) {
    return Idx.read(source("images", images), source("labels", labels), List.of());
  }

  @Test
  void imagesAndLabels() {
    Dataset dataset = read(IMAGES, LABELS);
    assertThat(dataset.exampleShape()).containsExactly(1, 2);
    assertThat(dataset.features().row(0)).containsExactly(1, 2);
    assertThat(dataset.features().row(1)).containsExactly(254, 255);
    assertThat(dataset.labels().classes()).containsExactly("3", "7");
    assertThat(dataset.labels().name(0)).isEqualTo("7");
  }

  @ParameterizedTest
  @CsvSource({
    "08, 80 01, 128, 1",
    "09, 80 01, -128, 1",
    "0b, 8000 0001, -32768, 1",
    "0c, 80000000 00000001, -2147483648, 1",
    "0d, c0200000 3e800000, -2.5, 0.25",
    "0e, c004000000000000 3fd0000000000000, -2.5, 0.25"
  })
  void everyType(String type, String values, double first, double second) {
    Dataset dataset = read("0000" + type + "02 00000002 00000001" + values, LABELS);
    assertThat(dataset.features().at(0, 0)).isEqualTo(first);
    assertThat(dataset.features().at(1, 0)).isEqualTo(second);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        arguments("", ": the file is empty"),
        arguments("0000 08", ", byte 3: the file ends within the header"),
        arguments("0000 08 03 000000", ", byte 7: the file ends within the header"),
        arguments("8950 4e 47 00", ", byte 0: 89 50, but an IDX file begins with 00 00"),
        arguments(
            "0000 0a 01 00000001 00",
            ", byte 2: 0a is not a type of IDX; these are: 08 unsigned byte, 09 signed byte, 0b"
                + " short, 0c int, 0d float, 0e double"),
        arguments("0000 08 00", ", byte 3: no axes, but at least one is expected"),
        arguments("0000 08 02 00000002 00000000", ", byte 8: extent 0 of axis 2 is not positive"),
        arguments(
            "0000 08 02 80000000 00000001",
            ", byte 4: extent -2147483648 of axis 1 is not positive"),
        arguments(
            "0000 0e 03 7fffffff 7fffffff 7fffffff 00",
            ", byte 4: extent 2147483647 of axis 1 makes more than 2147483639 bytes"),
        arguments(
            "0000 08 02 70000000 00000001 01 02",
            ", byte 14: the file ends, but shape [1879048192, 1] of type unsigned byte needs"
                + " 1879048204 bytes"),
        arguments(
            "0000 08 02 00000002 00000001 01 02 03",
            ", byte 14: more bytes follow, but shape [2, 1] of type unsigned byte ends here"),
        arguments(
            "0000 0d 02 00000002 00000001 00000000 7fc00000",
            ", byte 16: NaN is not a finite number"),
        arguments(
            "0000 08 01 00000002 00 01", ": an array of one axis, but examples need two or more"));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void refuses(String images, String message) {
    assertThatThrownBy(() -> read(images, LABELS))
        .isInstanceOf(DataException.class)
        .hasMessage("images" + message);
  }

  @Test
  void labelsMustFit() {
    assertThatThrownBy(() -> read(IMAGES, "0000 08 01 00000003 01 02 03"))
        .hasMessage("labels: 3 labels, but images has 2 examples");
    assertThatThrownBy(() -> read(IMAGES, IMAGES))
        .hasMessage(
            "labels: an array of shape [2, 1, 2] and type unsigned byte, but labels are whole"
                + " numbers along one axis");
    assertThatThrownBy(
            () -> Idx.read(source("images", IMAGES), source("labels", LABELS), List.of("7", "8")))
        .hasMessage("labels, byte 9: label 3 is not one of the classes 7, 8");
  }

  @Test
  void aFolderHasFourFilesAndTheTestPartTheClassesOfTheTrainingPart(@TempDir Path folder)
      throws IOException {
    Files.write(folder.resolve("train-images-idx3-ubyte.gz"), gzip(bytes(IMAGES)));
    Files.write(folder.resolve("train-labels.idx1-ubyte"), bytes(LABELS));
    Files.write(folder.resolve("t10k-images.idx3-ubyte"), bytes(IMAGES));
    assertThatThrownBy(() -> IdxFolder.of(folder))
        .hasMessage(
            folder + ": there is no t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz in it");
    Files.write(
        folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(bytes("0000 08 01 00000002 07 07")));
    IdxFolder parts = IdxFolder.of(folder);
    Labels test = parts.test(parts.train().labels().classes()).labels();
    assertThat(test.classes()).containsExactly("3", "7");
    assertThat(test.counts()).containsExactly(0, 2);
    assertThatThrownBy(() -> IdxFolder.of(folder.resolve("none")))
        .hasMessage(folder.resolve("none") + ": there is no such folder");
  }

  @Test
  void recognisedByItsFirstBytesAndItsLabelsByTheirName(@TempDir Path folder) throws IOException {
    Path images = Files.write(folder.resolve("a-images-idx3-ubyte.gz"), gzip(bytes(IMAGES)));
    Path text = Files.writeString(folder.resolve("table.csv"), "1,2\n");
    assertThat(Idx.recognizes(images)).isTrue();
    assertThat(Idx.recognizes(text)).isFalse();
    assertThat(Idx.recognizes(folder)).isFalse();
    assertThat(Idx.recognizes(folder.resolve("none"))).isFalse();
    assertThat(Idx.labelsBeside(images)).isEmpty();
    Path labels = Files.write(folder.resolve("a-labels-idx1-ubyte.gz"), gzip(bytes(LABELS)));
    assertThat(Idx.labelsBeside(images)).contains(labels);
    assertThat(Idx.labelsBeside(text)).isEmpty();
  }

  /** Expected numbers are those of datasets.py beside these tests. */
  @Test
  void mnist() {
    IdxFolder parts = IdxFolder.of(shared("mnist"));
    Dataset train = parts.train();
    assertThat(train.count()).isEqualTo(60_000);
    assertThat(train.exampleShape()).containsExactly(28, 28);
    assertThat(train.labels().counts())
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(train.features().at(5, 10 * 28 + 12)).isEqualTo(220);
    Dataset judged = parts.test(train.labels().classes());
    assertThat(judged.labels().counts())
        .containsExactly(980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009);
    Features test = judged.features();
    double sum =
        IntStream.range(0, test.count())
            .mapToDouble(
                example -> IntStream.range(0, 784).mapToDouble(i -> test.at(example, i)).sum())
            .sum();
    assertThat(sum).isEqualTo(264_923_200);
  }
}
