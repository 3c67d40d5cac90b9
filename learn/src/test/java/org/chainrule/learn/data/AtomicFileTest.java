package org.chainrule.learn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void writesAndReplaces() {
    Path file = folder.resolve("out.txt");
    AtomicFile.writeText(file, "first");
    assertThat(file).hasContent("first");
    AtomicFile.writeText(file, "zweitens: ü");
    assertThat(file).hasContent("zweitens: ü");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void aFailureLeavesTheOldContentAndNothingElse() {
    Path file = folder.resolve("out.txt");
    AtomicFile.writeText(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IOException("no space left");
                    }))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": cannot be written (no space left)");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    out -> {
                      throw new IllegalStateException("a fault of the writer");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void followsLinks() throws IOException {
    Path file = folder.resolve("real.txt");
    Path link = folder.resolve("link.txt");
    AtomicFile.writeText(file, "old");
    Files.createSymbolicLink(link, file);
    AtomicFile.writeText(link, "new");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
  }

  @Test
  void writesDirectlyToWhatIsNotARegularFile() {
    Path device = Path.of("/dev/null");
    AtomicFile.writeText(device, "gone");
    assertThat(Files.isRegularFile(device)).isFalse();
  }

  @Test
  void refusesFoldersAndMissingFolders() {
    assertThatThrownBy(() -> AtomicFile.writeText(folder, "text"))
        .hasMessage(folder + ": is a folder, so no file can be written there");
    Path lost = folder.resolve("none").resolve("out.txt");
    assertThatThrownBy(() -> AtomicFile.writeText(lost, "text"))
        .hasMessage(lost + ": there is no folder " + lost.getParent() + " to write it in");
  }

  @Test
  void tellsWhatTheSystemRefuses() {
    Path file = folder.resolve("x".repeat(5000));
    assertThatThrownBy(() -> AtomicFile.writeText(file, "text"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file + ": cannot be written (");
    assertThat(folder).isEmptyDirectory();
  }
}
