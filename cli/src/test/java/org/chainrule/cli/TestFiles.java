package org.chainrule.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files for tests. */
final class TestFiles {
  private static final Path SHARED =
      Path.of(System.getProperty("chainrule.data", "../../shared/data"));

  private TestFiles() {}

  /** A file of the public data sets; the test is skipped if it is not there. */
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

  static Path write(Path folder, String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every file and folder in a folder, with what the files hold. */
  static String snapshot(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      TreeMap<String, String> content = new TreeMap<>();
      for (Path path : all.toList()) {
        content.put(
            folder.relativize(path).toString(),
            Files.isDirectory(path) ? "folder" : "" + Arrays.hashCode(Files.readAllBytes(path)));
      }
      return content.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
