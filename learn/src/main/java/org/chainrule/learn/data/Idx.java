package org.chainrule.learn.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * IDX files, the format of MNIST: an array in a file, gzip or not.
 *
 * <p>Two zero bytes, a byte for the type, a byte for the number of axes, the extent of each axis as
 * a big-endian int32, then the values, big-endian, the last axis fastest. Source: Y. LeCun, C.
 * Cortes, C. Burges, "The MNIST database of handwritten digits".
 */
public final class Idx {
  private Idx() {}

  /** Whether a file, unpacked, begins as an IDX file does; false if it cannot be read. */
  public static boolean recognizes(Path file) {
    try (InputStream in = Source.of(file).open()) {
      byte[] magic = in.readNBytes(2);
      return magic.length == 2 && magic[0] == 0 && magic[1] == 0;
    } catch (IOException | DataException e) {
      return false;
    }
  }

  /**
   * The file that by its name holds the labels of these examples, if it is there: {@code
   * train-labels-idx1-ubyte} for {@code train-images-idx3-ubyte}.
   */
  public static Optional<Path> labelsBeside(Path examples) {
    String name = String.valueOf(examples.getFileName());
    Path labels = examples.resolveSibling(name.replace("images", "labels").replace("idx3", "idx1"));
    return Optional.of(labels).filter(file -> !file.equals(examples) && Files.isRegularFile(file));
  }

  /**
   * Reads examples from one file and their labels from another. An example has the shape of the
   * array without its first axis.
   *
   * @param classes those that a label must belong to; if empty, those that occur
   * @throws DataException if a file cannot be read, is not such a file, or one has more examples
   */
  public static Dataset read(Path examples, Path labels, List<String> classes) {
    return read(Source.of(examples), Source.of(labels), classes);
  }

  static Dataset read(Source examples, Source labels, List<String> classes) {
    IdxArray values = readExamples(examples);
    IdxArray indices = IdxArray.read(labels);
    if (indices.shape().size() != 1 || !indices.type().isWhole()) {
      throw new DataException(
          labels.name()
              + ": an array of shape "
              + indices.shape()
              + " and type "
              + indices.type()
              + ", but labels are whole numbers along one axis");
    }
    if (indices.values().count() != values.values().count()) {
      throw new DataException(
          labels.name()
              + ": "
              + indices.values().count()
              + " labels, but "
              + examples.name()
              + " has "
              + values.values().count()
              + " examples");
    }
    List<Integer> exampleShape = values.shape().subList(1, values.shape().size());
    return new Dataset(
        examples.title(), exampleShape, values.values(), labels(labels.name(), indices, classes));
  }

  /**
   * Reads examples without labels.
   *
   * @throws DataException if the file cannot be read or is not such a file
   */
  public static Features readFeatures(Path file) {
    return readExamples(Source.of(file)).values();
  }

  private static IdxArray readExamples(Source source) {
    IdxArray array = IdxArray.read(source);
    if (array.shape().size() < 2) {
      throw new DataException(
          source.name() + ": an array of one axis, but examples need two or more");
    }
    return array;
  }

  private static Labels labels(String file, IdxArray array, List<String> known) {
    int[] values =
        IntStream.range(0, array.values().count())
            .map(example -> (int) array.values().at(example, 0))
            .toArray();
    List<String> classes =
        known.isEmpty()
            ? IntStream.of(values).distinct().sorted().mapToObj(Integer::toString).toList()
            : known;
    Map<String, Integer> indexOf = new HashMap<>();
    classes.forEach(name -> indexOf.put(name, indexOf.size()));
    int[] indices = new int[values.length];
    for (int example = 0; example < values.length; example++) {
      indices[example] = indexOf.getOrDefault(Integer.toString(values[example]), -1);
      if (indices[example] < 0) {
        throw IdxArray.wrong(
            file,
            array.offset(example),
            "label "
                + values[example]
                + " is not one of the classes "
                + String.join(", ", classes));
      }
    }
    return new Labels(indices, classes);
  }
}
