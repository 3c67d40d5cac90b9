package org.chainrule.learn.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Bytes to read and what to call them in messages. Gzip is recognised by its first two bytes and
 * unpacked.
 */
record Source(String name, Opening opening) {
  private static final int BUFFER = 1 << 14;
  private static final int GZIP_MAGIC = 0x1F8B;

  /** Opens the bytes as they are stored. */
  interface Opening {
    InputStream open() throws IOException;
  }

  static Source of(Path file) {
    return new Source(file.toString(), () -> Files.newInputStream(file));
  }

  /** The name without folders and without the endings .gz, .csv, .tsv and .txt. */
  String title() {
    String file = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return file.replaceFirst("\\.gz$", "").replaceFirst("\\.(csv|tsv|txt)$", "");
  }

  /** The unpacked bytes. */
  InputStream open() throws IOException {
    InputStream stored = new BufferedInputStream(opening.open(), BUFFER);
    try {
      stored.mark(2);
      int magic = stored.read() << 8 | stored.read();
      stored.reset();
      return magic == GZIP_MAGIC ? new GZIPInputStream(stored, BUFFER) : stored;
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /** The unpacked characters, which must be UTF-8. */
  BufferedReader reader() throws IOException {
    Reader decoded = new InputStreamReader(open(), StandardCharsets.UTF_8.newDecoder());
    return new BufferedReader(decoded, BUFFER);
  }

  /** Says what reading the bytes failed of. */
  DataException failure(IOException cause) {
    return switch (cause) {
      case EOFException e ->
          new DataException(name + ": the gzip data ends too early; the file is truncated", e);
      case ZipException e ->
          new DataException(name + ": damaged gzip data (" + e.getMessage() + ")", e);
      case CharacterCodingException e ->
          new DataException(
              name + undecodableLine() + ": not UTF-8 text; save the file as UTF-8", e);
      default -> DataException.unreadable(name, cause);
    };
  }

  /** The place of the first line that is not UTF-8, found by reading once more. */
  private String undecodableLine() {
    try (InputStream bytes = open()) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      long number = 1;
      for (int octet = bytes.read(); ; octet = bytes.read()) {
        if (octet >= 0 && octet != '\n') {
          line.write(octet);
          continue;
        }
        if (!decodes(line.toByteArray())) {
          return ", line " + number;
        }
        if (octet < 0) {
          return "";
        }
        number++;
        line.reset();
      }
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean decodes(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
