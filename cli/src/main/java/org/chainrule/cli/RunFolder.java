package org.chainrule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.chainrule.learn.data.DataException;

/**
 * The folder of a run, which appears under its name only when everything is in it: until then its
 * files are written into a hidden folder beside. An existing folder is never touched.
 */
final class RunFolder implements AutoCloseable {
  private static final Path USUAL_PARENT = Path.of("runs");

  private final Optional<Path> wanted;
  private final Path parent;
  private final String name;
  private final List<Path> madeParents;
  private final Path draft;

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

  /** Where to write the files. */
  Path draft() {
    return draft;
  }

  /** Gives the folder its name, under which it stays; returns that name. */
  Path publish() {
    try {
      if (wanted.isPresent()) {
        requireNew(wanted.get());
        return Files.move(draft, wanted.get());
      }
      int number = 1;
      while (Files.exists(numbered(number))) {
        number++;
      }
      return Files.move(draft, numbered(number));
    } catch (IOException e) {
      throw new DataException(Messages.format("%s: cannot be written to (%s)", parent, e), e);
    }
  }

  private Path numbered(int number) {
    return parent.resolve(name + "-" + number);
  }

  /** Removes what was not published. */
  @Override
  public void close() {
    try {
      if (!Files.exists(draft)) {
        return;
      }
      try (Stream<Path> all = Files.walk(draft)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
      for (Path path : madeParents) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
