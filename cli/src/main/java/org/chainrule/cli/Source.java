package org.chainrule.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.chainrule.learn.data.DataException;

/**
 * Where examples came from, and what the files held then.
 *
 * @param place where they are
 * @param files none of what is built in
 */
record Source(DataLocation place, List<Content> files) {
  /**
   * What a file holds.
   *
   * @param path absolute
   * @param bytes how long it is
   * @param sha256 its SHA-256 in hexadecimal digits
   */
  record Content(Path path, long bytes, String sha256) {
    private static Content of(Path file) {
      try (InputStream in = Files.newInputStream(file)) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        long bytes = new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
        return new Content(
            file.toAbsolutePath().normalize(), bytes, HexFormat.of().formatHex(digest.digest()));
      } catch (IOException e) {
        throw DataException.unreadable(file.toString(), e);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  /**
   * Looks at the files as they are now.
   *
   * @throws DataException if one cannot be read
   */
  static Source of(DataLocation place) {
    return new Source(place, place.files().stream().map(Content::of).toList());
  }
}
