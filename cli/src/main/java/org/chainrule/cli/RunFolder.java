package org.chainrule.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.chainrule.cli.explain.CommandWords;
import org.chainrule.learn.data.DataException;

/**
 * The folder of a run, which appears under its name only when everything is in it: until then its
 * files are in a folder beside, of the same name and {@code .part}. From that one a training goes
 * on that was ended from outside. An existing folder is never touched, and what was written is
 * never lost.
 */
final class RunFolder implements AutoCloseable {
  private static final Path USUAL_PARENT = Path.of("runs");
  private static final String PART = ".part";
  private static final String LOCK = "lock";

  private final Path target;
  private final boolean named;
  private final List<Path> madeParents;
  private final Path draft;
  private final FileChannel lock;
  private boolean stays;

  private RunFolder(Path target, boolean named, List<Path> madeParents, FileChannel lock) {
    this.target = target;
    this.named = named;
    this.madeParents = madeParents;
    this.draft = part(target);
    this.lock = lock;
  }

  /**
   * Makes the folder beside.
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
      Path target = wanted.isPresent() ? wanted.get() : firstFree(parent, name);
      while (!created(part(target))) {
        wanted.ifPresent(RunFolder::requireNew);
        target = firstFree(parent, name);
      }
      return new RunFolder(target, wanted.isPresent(), made, locked(part(target)));
    } catch (AccessDeniedException e) {
      throw new DataException(parent + ": no permission to write there", e);
    } catch (FileAlreadyExistsException e) {
      throw new DataException(parent + ": is a file, but a folder for the run is expected", e);
    } catch (IOException e) {
      throw new DataException(Messages.format("%s: cannot be written to (%s)", parent, e), e);
    }
  }

  private static boolean created(Path folder) throws IOException {
    try {
      Files.createDirectory(folder);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /**
   * Opens the folder of a training that did not come to its end.
   *
   * @param run its name, with {@code .part} or without
   * @throws DataException if there is none, or another program trains there
   */
  static RunFolder reopen(Path run) {
    String name = String.valueOf(run.getFileName());
    Path target =
        name.endsWith(PART)
            ? run.resolveSibling(name.substring(0, name.length() - PART.length()))
            : run;
    Path draft = part(target);
    try {
      if (!Files.exists(draft) && Files.exists(target.resolve(Resumption.FILE))) {
        Files.move(target, draft);
      }
      if (!Files.exists(draft.resolve(Resumption.FILE))) {
        throw new DataException(
            run
                + (Files.exists(target)
                    ? ": that training is over, there is nothing to go on with"
                    : ": there is no training to go on with"));
      }
      RunFolder folder = new RunFolder(target, true, List.of(), locked(draft));
      folder.stays = true;
      return folder;
    } catch (IOException e) {
      throw new DataException(Messages.format("%s: cannot be written to (%s)", draft, e), e);
    }
  }

  /** No two programs may train in one folder; the system ends this with the program. */
  private static FileChannel locked(Path draft) throws IOException {
    FileChannel channel =
        FileChannel.open(draft.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (java.nio.channels.OverlappingFileLockException e) {
      // told below
    }
    channel.close();
    throw new DataException(draft + ": another program is training there");
  }

  private static Path part(Path target) {
    return target.resolveSibling(target.getFileName() + PART);
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
    Path part = part(folder);
    if (Files.exists(part.resolve(Resumption.FILE))) {
      throw new DataException(
          part + ": is a training that did not come to its end; " + howToGoOn(part));
    }
    if (Files.exists(part)) {
      throw new DataException(
          part
              + ": is of a program that is still at work, or did not come to its end and can't be"
              + " gone on with; in the latter case remove it, or choose another name");
    }
  }

  /** The command that goes on with a training. */
  static String howToGoOn(Path run) {
    return "to go on: " + CommandWords.command(List.of("train", "--resume", run.toString()));
  }

  /** Those of a folder and its parents that do not exist, the innermost first. */
  private static List<Path> missing(Path folder) {
    return Stream.iterate(
            folder.toAbsolutePath(), path -> path != null && !Files.exists(path), Path::getParent)
        .toList();
  }

  private static Path firstFree(Path parent, String base) {
    int number = 1;
    while (taken(parent.resolve(base + "-" + number))
        || taken(part(parent.resolve(base + "-" + number)))) {
      number++;
    }
    return parent.resolve(base + "-" + number);
  }

  /** Where the files are until the run is complete. */
  Path draft() {
    return draft;
  }

  /**
   * Has the files written; from now on they stay, whatever happens.
   *
   * @return what the writer returns
   * @throws DataException if the writer throws one; it also says where the rest is
   */
  <T> T write(Function<Path, T> writer) {
    stays = true;
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
      release();
      if (moved(target)) {
        return target;
      }
      String name = String.valueOf(target.getFileName());
      String base = named ? name : name.substring(0, name.lastIndexOf('-'));
      Path instead = moveToNumber(base);
      if (!named) {
        return instead;
      }
      throw new DataException(
          Messages.format(
              "%s: something else was put there during the training; the run is in %s",
              target, instead));
    } catch (IOException e) {
      throw new DataException(
          Messages.format(
              "%s: cannot be written to (%s); the run is in %s", parent(target), e, draft),
          e);
    }
  }

  private Path moveToNumber(String base) throws IOException {
    int number = 1;
    while (!moved(target.resolveSibling(base + "-" + number))) {
      number++;
    }
    return target.resolveSibling(base + "-" + number);
  }

  private boolean moved(Path place) throws IOException {
    try {
      if (!taken(place)) {
        Files.move(draft, place);
        return true;
      }
    } catch (FileSystemException e) {
      if (!taken(place)) {
        throw e;
      }
    }
    return false;
  }

  private static boolean taken(Path target) {
    return Files.exists(target, LinkOption.NOFOLLOW_LINKS);
  }

  private void release() throws IOException {
    if (lock.isOpen()) {
      Files.deleteIfExists(draft.resolve(LOCK));
      lock.close();
    }
  }

  /** Removes the folder beside if there is nothing in it to go on from. */
  @Override
  public void close() {
    try {
      release();
      if (stays) {
        return;
      }
      Files.deleteIfExists(draft.resolve(Checkpoints.FOLDER));
      Files.deleteIfExists(draft.resolve(Resumption.FILE));
      Files.deleteIfExists(draft);
      for (Path path : madeParents) {
        Files.delete(path);
      }
    } catch (DirectoryNotEmptyException e) {
      return; // there are checkpoints, or another run uses a folder that was made for this one
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
