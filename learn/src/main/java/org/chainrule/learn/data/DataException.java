package org.chainrule.learn.data;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HexFormat;

/**
 * Says what is wrong with a file: its name, the place in it, what was found and what was expected.
 *
 * <p>The message is written for the person who gave the file, and is complete without a stack
 * trace.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;
  private static final HexFormat HEX = HexFormat.of();
  private static final int SHOWN = 40;

  /** With what the person needs to know. */
  public DataException(String message) {
    super(message);
  }

  /** With what the person needs to know, and for the developer what it came of. */
  public DataException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Says why a file could not be read. */
  public static DataException unreadable(String file, IOException cause) {
    String reason =
        switch (cause) {
          case NoSuchFileException _ -> "there is no such file";
          case AccessDeniedException _ -> "no permission to read it";
          default ->
              Files.isDirectory(Path.of(file))
                  ? "is a folder, but a file is expected"
                  : "cannot be read (" + cause.getMessage() + ")";
        };
    return new DataException(file + ": " + reason, cause);
  }

  /** The text between quotation marks, cut and with control characters escaped, for a message. */
  public static String quote(CharSequence text) {
    StringBuilder quoted = new StringBuilder("'");
    int shown = Math.min(text.length(), SHOWN);
    for (int i = 0; i < shown; i++) {
      char c = text.charAt(i);
      if (Character.isISOControl(c)) {
        quoted.append("\\u").append(HEX.toHexDigits(c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append(text.length() > SHOWN ? "…'" : "'").toString();
  }
}
