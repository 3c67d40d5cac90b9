package org.chainrule.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeuralNetTest {
  private static final double RELATIVE = 1e-12;

  @TempDir private Path folder;

  private Outcome run(Path train, Path validation, Object... settings) {
    return Outcome.done(
        "neuralnet",
        train,
        validation,
        folder.resolve("train.labels"),
        folder.resolve("validation.labels"),
        folder.resolve("metrics.txt"),
        settings[0],
        settings[1],
        settings[2],
        settings[3],
        "--seed",
        settings.length > 4 ? settings[4] : 0);
  }

  private Path resource(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = NeuralNetTest.class.getResourceAsStream(name)) {
      Files.copy(Objects.requireNonNull(in, name), file);
    }
    return file;
  }

  private String written(String name) {
    return TestFiles.read(folder.resolve(name));
  }

  private static void assertMetrics(String metrics, String expected) {
    List<String> lines = metrics.lines().toList();
    List<String> expectedLines = expected.lines().toList();
    assertThat(lines).hasSameSizeAs(expectedLines);
    for (int i = 0; i < lines.size(); i++) {
      String[] line = lines.get(i).split(": ", -1);
      String[] expectedLine = expectedLines.get(i).split(": ", -1);
      assertThat(line[0]).isEqualTo(expectedLine[0]);
      double number = Double.parseDouble(expectedLine[1]);
      assertThat(Double.parseDouble(line[1])).isCloseTo(number, within(RELATIVE * number));
    }
    assertThat(metrics).endsWith("\n");
  }

  /** Expected are the files that neuralnet.py beside these tests has written. */
  @Test
  void learnsPixelsAsNumPyDoes() throws IOException {
    Outcome outcome =
        run(resource("pixels-train.csv"), resource("pixels-validation.csv"), 12, 4, 2, 2);
    assertMetrics(written("metrics.txt"), TestFiles.read(resource("pixels-metrics.txt")));
    assertThat(written("metrics.txt")).endsWith(outcome.out());
    assertThat(written("train.labels")).isEqualTo(TestFiles.read(resource("pixels-train.labels")));
    assertThat(written("validation.labels"))
        .isEqualTo(TestFiles.read(resource("pixels-validation.labels")));
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void initialWeightsDependOnTheSeedAlone() throws IOException {
    Path train = resource("pixels-train.csv");
    Path validation = resource("pixels-validation.csv");
    run(train, validation, 2, 4, 1, 0.1, 5);
    String first = written("metrics.txt");
    run(train, validation, 2, 4, 1, 0.1, 5);
    assertThat(written("metrics.txt")).isEqualTo(first);
    run(train, validation, 2, 4, 1, 0.1, 6);
    assertThat(written("metrics.txt")).isNotEqualTo(first);
    run(train, validation, 300, 8, 1, 0.5);
    assertThat(written("metrics.txt")).contains("error(train): 0.0\n");
  }

  @Test
  void readsGzip() throws IOException {
    Path train = resource("pixels-train.csv");
    Path packed = folder.resolve("train.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(train, out);
    }
    run(train, train, 2, 4, 2, 0.5);
    String plain = written("metrics.txt");
    run(packed, train, 2, 4, 2, 0.5);
    assertThat(written("metrics.txt")).isEqualTo(plain);
  }

  /** The published output of the exercise, and its cross-entropies in full precision. */
  @Test
  void reproducesTheExercise() {
    String data = "cmu-letters/";
    run(
        TestFiles.shared(data + "smallTrain.csv"),
        TestFiles.shared(data + "smallValidation.csv"),
        2,
        4,
        2,
        0.1);
    String reference = data + "reference/unshuffled-small_";
    assertThat(folder.resolve("train.labels"))
        .hasSameBinaryContentAs(TestFiles.shared(reference + "train_out.labels"));
    assertThat(folder.resolve("validation.labels"))
        .hasSameBinaryContentAs(TestFiles.shared(reference + "validation_out.labels"));
    assertMetrics(
        written("metrics.txt"),
        """
        epoch=1 crossentropy(train): 2.1850627611387865
        epoch=1 crossentropy(validation): 2.1882730258814207
        epoch=2 crossentropy(train): 1.9010325772656418
        epoch=2 crossentropy(validation): 1.913638034612443
        error(train): 0.77
        error(validation): 0.78
        """);
  }
}
