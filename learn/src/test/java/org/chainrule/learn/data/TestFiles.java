package org.chainrule.learn.data;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** Files for tests: public data sets outside the repository, and small ones made here. */
final class TestFiles {
  private static final Path SHARED =
      Path.of(System.getProperty("chainrule.data", "../../shared/data"));

  private TestFiles() {}

  /** A file or folder of the public data sets; the test is skipped if it is not there. */
  static Path shared(String name) {
    Path path = SHARED.resolve(name);
    assumeTrue(
        Files.exists(path),
        () ->
            "data file missing: "
                + path.toAbsolutePath().normalize()
                + " (-Dchainrule.data=FOLDER names the folder of the data sets)");
    return path;
  }

  static Source source(String text) {
    return source(text.getBytes(StandardCharsets.UTF_8));
  }

  static Source source(byte[] bytes) {
    return new Source("test.csv", () -> new ByteArrayInputStream(bytes));
  }

  static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
