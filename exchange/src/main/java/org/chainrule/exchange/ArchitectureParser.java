package org.chainrule.exchange;

import static org.chainrule.learn.data.DataException.quote;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.RegressionLoss;
import org.chainrule.learn.training.Task;

/**
 * Reads an {@link Architecture} and says what is wrong with it.
 *
 * @param file what to call the file
 * @param metadata of a model file
 */
record ArchitectureParser(String file, Map<String, String> metadata) {
  /**
   * Reads it.
   *
   * @throws DataException if the file is not that of a model
   */
  Architecture parse() {
    requireText(ModelFile.FORMAT_KEY, ModelFile.FORMAT);
    requireText(ModelFile.VERSION_KEY, ModelFile.VERSION);
    Fields root = Fields.parse(place(ModelFile.MODEL_KEY), text(ModelFile.MODEL_KEY));
    List<Integer> input = root.counts(Architecture.INPUT);
    Precision precision = precision(root);
    Task task = root.has(Architecture.NUMBERS) ? regression(root) : classification(root);
    List<Layer> layers =
        root.objects(Architecture.LAYERS).stream()
            .map(fields -> RecordFormat.read(Layer.class, fields))
            .toList();
    root.requireNoOthers();
    try {
      Network network = new Network(new Shape(input), layers);
      network.parameters();
      return new Architecture(network, task, precision);
    } catch (IllegalArgumentException e) {
      throw new DataException(place(ModelFile.MODEL_KEY) + ": " + e.getMessage(), e);
    }
  }

  private static Task classification(Fields root) {
    List<String> classes = root.texts(Architecture.CLASSES);
    if (new HashSet<>(classes).size() < classes.size()) {
      throw root.wrong(Architecture.CLASSES, "a class is named twice");
    }
    return new Task.Classification(classes);
  }

  private static Task regression(Fields root) {
    return new Task.Regression(
        root.objects(Architecture.NUMBERS).stream()
            .map(fields -> RecordFormat.read(Quantity.class, fields))
            .toList(),
        RecordFormat.read(RegressionLoss.class, root.object(Architecture.LOSS)));
  }

  private void requireText(String key, String expected) {
    String text = text(key);
    if (!text.equals(expected)) {
      throw new DataException(
          place(key) + ": " + quote(text) + ", but " + quote(expected) + " is expected");
    }
  }

  private String text(String key) {
    String text = metadata.get(key);
    if (text == null) {
      throw new DataException(place(key) + ": is missing; this is not a file with a model");
    }
    return text;
  }

  private String place(String key) {
    return file + ", __metadata__, " + key;
  }

  private static Precision precision(Fields root) {
    String name = root.text(Architecture.PRECISION);
    return Arrays.stream(Precision.values())
        .filter(precision -> Architecture.name(precision).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                root.wrong(
                    Architecture.PRECISION,
                    quote(name)
                        + " is none of "
                        + Arrays.stream(Precision.values()).map(Architecture::name).toList()));
  }
}
