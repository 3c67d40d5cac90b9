package org.chainrule.learn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The four files of MNIST, or of a set with files named like its. */
public record IdxFolder(Path trainExamples, Path trainLabels, Path testExamples, Path testLabels) {

  /**
   * Finds them in a folder: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte},
   * {@code t10k-images-idx3-ubyte}, {@code t10k-labels-idx1-ubyte}, with a dot in place of the
   * second hyphen or not, and gzip or not.
   *
   * @throws DataException if one is missing
   */
  public static IdxFolder of(Path folder) {
    return new IdxFolder(
        find(folder, "train-images", "idx3"),
        find(folder, "train-labels", "idx1"),
        find(folder, "t10k-images", "idx3"),
        find(folder, "t10k-labels", "idx1"));
  }

  private static Path find(Path folder, String part, String axes) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder + ": there is no such folder");
    }
    String name = part + "-" + axes + "-ubyte";
    for (String variant : List.of(name, part + "." + axes + "-ubyte")) {
      for (String ending : List.of("", ".gz")) {
        Path file = folder.resolve(variant + ending);
        if (Files.isRegularFile(file)) {
          return file;
        }
      }
    }
    throw new DataException(folder + ": there is no " + name + " or " + name + ".gz in it");
  }

  /**
   * Reads the training part.
   *
   * @throws DataException if its files are not such files
   */
  public Dataset train() {
    return Idx.read(trainExamples, trainLabels, List.of());
  }

  /**
   * Reads the test part.
   *
   * @param classes those that a label must belong to, in order; if empty, those that occur
   * @throws DataException if its files are not such files
   */
  public Dataset test(List<String> classes) {
    return Idx.read(testExamples, testLabels, classes);
  }
}
