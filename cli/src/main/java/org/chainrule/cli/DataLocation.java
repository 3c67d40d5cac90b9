package org.chainrule.cli;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.chainrule.explain.formula.NearestWord;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Idx;
import org.chainrule.learn.data.IdxFolder;

/** Where examples are. */
public sealed interface DataLocation {

  /** A set that comes with the program. */
  record BuiltIn(BuiltInData set) implements DataLocation {
    @Override
    public List<Path> files() {
      return List.of();
    }

    @Override
    public String toString() {
      return Words.of(set);
    }
  }

  /**
   * Delimited text.
   *
   * @param labels where the labels are, if not in the same file
   */
  record Text(Path file, Optional<Path> labels) implements DataLocation {
    @Override
    public List<Path> files() {
      return labels.map(l -> List.of(file, l)).orElse(List.of(file));
    }

    @Override
    public String toString() {
      return file.toString();
    }
  }

  /** IDX files. */
  record IdxFiles(Path examples, Optional<Path> labels) implements DataLocation {
    @Override
    public List<Path> files() {
      return labels.map(l -> List.of(examples, l)).orElse(List.of(examples));
    }

    @Override
    public String toString() {
      return examples.toString();
    }
  }

  /** A folder with MNIST's four files; where one set of examples is wanted, its test part. */
  record Folder(Path folder, IdxFiles train, IdxFiles test) implements DataLocation {
    static Folder of(Path folder) {
      IdxFolder files = IdxFolder.of(folder);
      return new Folder(
          folder,
          new IdxFiles(files.trainExamples(), Optional.of(files.trainLabels())),
          new IdxFiles(files.testExamples(), Optional.of(files.testLabels())));
    }

    /** What the folder is called, without those around it. */
    String name() {
      return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    @Override
    public List<Path> files() {
      return Stream.of(train, test).map(IdxFiles::files).flatMap(List::stream).toList();
    }

    @Override
    public String toString() {
      return folder.toString();
    }
  }

  /** The files that have to be read. */
  List<Path> files();

  /**
   * The place that a user names: a built-in set, a file, or a folder with MNIST's four.
   *
   * @param labels a file with the labels
   * @throws DataException if there is no such thing, or it has labels already
   */
  static DataLocation of(String text, Optional<Path> labels) {
    Optional<BuiltInData> builtIn =
        Arrays.stream(BuiltInData.values()).filter(s -> Words.of(s).equals(text)).findFirst();
    if (builtIn.isPresent()) {
      requireNoLabels(text, labels);
      return new BuiltIn(builtIn.get());
    }
    Path path = path(text);
    requireStored(path);
    labels.ifPresent(DataLocation::requireStored);
    if (Files.isDirectory(path)) {
      requireNoLabels(text, labels);
      return Folder.of(path);
    }
    if (Idx.recognizes(path)) {
      return new IdxFiles(path, labels.or(() -> Idx.labelsBeside(path)));
    }
    return new Text(path, labels);
  }

  private static void requireStored(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
      throw new DataException(
          path
              + ": is neither a file nor a folder; write its data into a file, which can be read"
              + " more than once");
    }
  }

  private static void requireNoLabels(String text, Optional<Path> labels) {
    labels.ifPresent(
        file -> {
          throw new DataException(
              Messages.format("%s: brings its own labels, so %s is not expected", text, file));
        });
  }

  private static Path path(String text) {
    try {
      Path path = Path.of(text);
      if (Files.exists(path)) {
        return path;
      }
    } catch (InvalidPathException e) {
      // then there is no such file
    }
    List<String> sets = Arrays.stream(BuiltInData.values()).map(Words::of).toList();
    throw new DataException(
        Messages.format(
            "%s: there is no such file, and built in %s %s%s",
            text,
            sets.size() == 1 ? "is only" : "are only",
            String.join(", ", sets),
            NearestWord.question(text, sets)));
  }
}
