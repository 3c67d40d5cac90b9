package org.chainrule.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;
import org.chainrule.learn.data.DataException;

/** What comes on standard input, as a file, because readers go through some data twice. */
final class StandardInput {
  /** What users call it. */
  static final String SIGN = "-";

  private static final String NAME = "standard input";

  private StandardInput() {}

  /**
   * What a function makes of the file, which is there until this program ends.
   *
   * @throws DataException if input cannot be read or kept; those of the function call it by its
   *     name
   */
  static <T> T inFile(Function<Path, T> function) {
    try {
      Path file = Files.createTempFile("chainrule-", "");
      file.toFile().deleteOnExit();
      try {
        Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
        return function.apply(file);
      } catch (DataException e) {
        throw new DataException(String.valueOf(e.getMessage()).replace(file.toString(), NAME), e);
      }
    } catch (IOException e) {
      throw DataException.unreadable(NAME, e);
    }
  }
}
