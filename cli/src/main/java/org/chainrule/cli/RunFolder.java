package org.chainrule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;

/**
 * The folder of a run, which appears under its name only when everything is in it: until then its
 * files are written into a hidden folder beside. An existing folder is never touched, and what was
 * written is never lost.
 */
final class RunFolder implements AutoCloseable {
  private static final Path USUAL_PARENT = Path.of("runs");

  private final Optional<Path> wanted;
  private final Path parent;
  private final String name;
  private final List<Path> madeParents;
  private final Path draft;
  private boolean begun;

  private RunFolder(
      Optional<Path> wanted, Path parent, String name, List<Path> madeParents, Path draft) {
    this.wanted = wanted;
    this.parent = parent;
    this.name = name;
    this.madeParents = madeParents;
    this.draft = draft;
  }

  /**
   * Makes the hidden folder.
   *
   * @param wanted where the run is to be; if empty, under {@code runs} with a number after the name
   * @throws DataException if there is something already, or nothing may be written there
   */
  static RunFolder create(Optional<Path> wanted, String name) {
    wanted.ifPresent(RunFolder::requireNew);
    Path parent = wanted.map(RunFolder::parent).orElse(USUAL_PARENT);
    try {
      List<Path> made = missing(parent);
      Files.createDirectories(parent);
      Path draft = Files.createDirectory(parent.resolve("." + UUID.randomUUID() + ".part"));
      return new RunFolder(wanted, parent, name, made, draft);
    } catch (AccessDeniedException e) {
      throw new DataException(parent + ": no permission to write there", e);
    } catch (FileAlreadyExistsException e) {
      throw new DataException(parent + ": is a file, but a folder for the run is expected", e);
    } catch (IOException e) {
      throw new DataException(Messages.format("%s: cannot be written to (%s)", parent, e), e);
    }
  }

  private static Path parent(Path folder) {
    Path parent = folder.toAbsolutePath().getParent();
    return parent == null ? folder : parent;
  }

  /**
   * Checks that there is nothing yet.
   *
   * @throws DataException if there is
   */
  static void requireNew(Path folder) {
    if (Files.exists(folder)) {
      throw new DataException(
          folder + ": exists already; a run goes into a new folder, so that nothing is lost");
    }
  }

  /** Those of a folder and its parents that do not exist, the innermost first. */
  private static List<Path> missing(Path folder) {
    return Stream.iterate(
            folder.toAbsolutePath(), path -> path != null && !Files.exists(path), Path::getParent)
        .toList();
  }

  /**
   * Has the files written; from now on they stay, whatever happens.
   *
   * @return what the writer returns
   * @throws DataException if the writer throws one; it also says where the rest is
   */
  <T> T write(Function<Path, T> writer) {
    begun = true;
    try {
      return writer.apply(draft);
    } catch (DataException e) {
      throw new DataException(e.getMessage() + "; what could be written is in " + draft, e);
    }
  }

  /**
   * Gives the folder its name, under which it stays; returns that name.
   *
   * @throws DataException if that name has been taken meanwhile, or nothing may be written there;
   *     it says where the run is instead
   */
  Path publish() {
    try {
      if (wanted.isEmpty()) {
        return moveToNumber(name);
      }
      if (moved(wanted.get())) {
        return wanted.get();
      }
      Path instead = moveToNumber(String.valueOf(wanted.get().getFileName()));
      throw new DataException(
          Messages.format(
              "%s: something else was put there during the training; the run is in %s",
              wanted.get(), instead));
    } catch (IOException e) {
      throw new DataException(
          Messages.format("%s: cannot be written to (%s); the run is in %s", parent, e, draft), e);
    }
  }

  private Path moveToNumber(String base) throws IOException {
    int number = 1;
    while (!moved(parent.resolve(base + "-" + number))) {
      number++;
    }
    return parent.resolve(base + "-" + number);
  }

  /** Moves the draft, unless there is something already. */
  private boolean moved(Path target) throws IOException {
    try {
      if (!taken(target)) {
        Files.move(draft, target);
        return true;
      }
    } catch (FileSystemException e) {
      if (!taken(target)) {
        throw e;
      }
    }
    return false;
  }

  private static boolean taken(Path target) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  /** Removes the hidden folder if nothing was to be written. */
  @Override
  public void close() {
    try {
      if (begun) {
        return;
      }
      Files.deleteIfExists(draft);
      for (Path path : madeParents) {
        Files.delete(path);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // another run uses a folder that was made for this one
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
