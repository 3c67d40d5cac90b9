package org.chainrule.learn.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** A training and a test part with the same classes. */
  public record Parts(Dataset train, Dataset test) {}

  /**
   * Reads the four files of MNIST, or of a set named like it: {@code train-images-idx3-ubyte},
   * {@code train-labels-idx1-ubyte}, {@code t10k-images-idx3-ubyte}, {@code
   * t10k-labels-idx1-ubyte}, with a dot in place of the second hyphen or not, and gzip or not.
   *
   * @throws DataException if one is missing or is not such a file
   */
  public static Parts readFolder(Path folder) {
    Dataset train =
        read(find(folder, "train-images", "idx3"), find(folder, "train-labels", "idx1"), List.of());
    Dataset test =
        read(
            find(folder, "t10k-images", "idx3"),
            find(folder, "t10k-labels", "idx1"),
            train.labels().classes());
    return new Parts(train, test);
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
