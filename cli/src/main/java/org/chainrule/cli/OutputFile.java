package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.chainrule.learn.data.DataException;

/** A file that is written when all is done. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Checks beforehand that it can be written.
   *
   * @throws DataException if not
   */
  public static void requireWritable(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      throw new DataException(file + ": is a folder, but a file to write is expected");
    }
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DataException(file + ": there is no folder " + folder + " to write it in");
    }
    if (Files.exists(file) && !Files.isWritable(file)) {
      throw new DataException(file + ": no permission to write it");
    }
    if (Files.notExists(file) || Files.isRegularFile(file)) {
      try {
        Files.delete(Files.createTempFile(folder, ".", ".part"));
      } catch (IOException e) {
        throw new DataException(file + ": its folder cannot be written to", e);
      }
    }
  }
}
