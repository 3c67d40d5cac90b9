package org.chainrule.learn.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file wholly or not at all: into a new file beside it, which is forced to the disk and
 * then takes the target's name in one step.
 *
 * <p>If anything fails, an existing target keeps its content and nothing new is left. A link is
 * followed. What is not a regular file, such as a pipe or {@code /dev/stdout}, is written directly.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 16;

  private AtomicFile() {}

  /** Writes what a file is to hold. */
  @FunctionalInterface
  public interface Content {
    /** Writes it; closing the stream is left to the caller. */
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file.
   *
   * @throws DataException if its folder is missing, or writing fails or is not permitted
   */
  public static void write(Path target, Content content) {
    try {
      if (Files.isDirectory(target)) {
        throw new DataException(target + ": is a folder, so no file can be written there");
      }
      if (!Files.exists(target)) {
        writeAside(target, target.toAbsolutePath(), content);
      } else if (!Files.isWritable(target)) {
        throw new AccessDeniedException(target.toString());
      } else if (Files.isRegularFile(target)) {
        writeAside(target, target.toRealPath(), content);
      } else {
        writeInto(Files.newOutputStream(target), content);
      }
    } catch (AccessDeniedException e) {
      throw new DataException(target + ": no permission to write it", e);
    } catch (IOException e) {
      throw new DataException(target + ": cannot be written (" + reason(e) + ")", e);
    }
  }

  /**
   * Writes text as UTF-8.
   *
   * @throws DataException if its folder is missing, or writing fails or is not permitted
   */
  public static void writeText(Path target, String text) {
    write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static void writeAside(Path target, Path file, Content content) throws IOException {
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new DataException(target + ": there is no folder " + folder + " to write it in");
    }
    Path aside = folder.resolve("." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(aside, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(aside);
    }
    force(folder);
  }

  private static void writeInto(OutputStream out, Content content) throws IOException {
    try (OutputStream buffered = new BufferedOutputStream(out, BUFFER)) {
      content.writeTo(buffered);
    }
  }

  /** Forces the new name to the disk, on systems where a folder can be opened. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The content is safe by now, and not every system lets a folder be opened.
    }
  }

  private static String reason(IOException e) {
    return switch (e) {
      case FileSystemException known when known.getReason() != null -> known.getReason();
      case FileSystemException other -> other.toString();
      default -> String.valueOf(e.getMessage());
    };
  }
}
