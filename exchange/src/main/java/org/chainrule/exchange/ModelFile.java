package org.chainrule.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Model;

/**
 * A model in a file: all that is needed to predict.
 *
 * <p>The file is {@linkplain Safetensors safetensors}: the parameters under their names, float32 or
 * float64 as the model computes, and in the metadata {@code format}, {@code version} and, as JSON,
 * {@code model}: input shape, precision, layers with their settings, and classes or else the
 * numbers it tells and their loss; of a model that reads texts also {@code text}: its words, and
 * how texts are cut into them. Reading one never runs code from it. The same model makes the same
 * bytes.
 */
public final class ModelFile {
  static final String FORMAT_KEY = "format";
  static final String FORMAT = "chainrule";
  static final String VERSION_KEY = "version";
  static final String VERSION = "1";
  static final String MODEL_KEY = "model";

  private ModelFile() {}

  /**
   * Writes a model, wholly or not at all.
   *
   * @param notes text to go with it in the metadata
   * @throws IllegalArgumentException if a note is called format, version or model
   * @throws DataException if the file cannot be written
   */
  public static void write(Model model, Map<String, String> notes, Path file) {
    Map<String, String> metadata = new TreeMap<>(notes);
    Map.of(
            FORMAT_KEY,
            FORMAT,
            VERSION_KEY,
            VERSION,
            MODEL_KEY,
            new Architecture(model.network(), model.task(), model.precision()).format())
        .forEach(
            (key, text) -> {
              if (metadata.put(key, text) != null) {
                throw new IllegalArgumentException("a note cannot be called " + key);
              }
            });
    model.text().ifPresent(text -> metadata.put(TextFormat.KEY, TextFormat.format(text)));
    List<StoredTensor> tensors = new ArrayList<>();
    model.values().forEach((name, value) -> tensors.add(stored(name, value, model.precision())));
    new Safetensors(metadata, tensors).write(file);
  }

  /** A value as a file holds it. */
  static StoredTensor stored(String name, Tensor value, Precision precision) {
    double[] numbers = value.toArray();
    return switch (precision) {
      case FLOAT64 -> new StoredTensor.Float64(name, value.shape().sizes(), numbers);
      case FLOAT32 -> {
        float[] rounded = new float[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
          rounded[i] = (float) numbers[i];
        }
        yield new StoredTensor.Float32(name, value.shape().sizes(), rounded);
      }
    };
  }

  /**
   * Reads a model.
   *
   * @throws DataException if the file cannot be read or holds no such model
   */
  public static Model read(Path file) {
    Safetensors content = Safetensors.read(file);
    Architecture architecture = new ArchitectureParser(file.toString(), content.metadata()).parse();
    Precision precision = architecture.precision();
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Parameter parameter : architecture.network().parameters()) {
      StoredTensor stored =
          content
              .tensor(parameter.name())
              .orElseThrow(
                  () ->
                      wrong(
                          file,
                          parameter.name(),
                          "is missing; a tensor of shape " + parameter.shape() + " is expected"));
      values.put(parameter.name(), value(file, stored, parameter.shape(), precision));
    }
    for (StoredTensor tensor : content.tensors()) {
      if (!values.containsKey(tensor.name())) {
        throw wrong(file, tensor.name(), "belongs to no layer; the layers have " + values.keySet());
      }
    }
    try {
      return new Model(
          architecture.network(),
          architecture.task(),
          precision,
          values,
          TextFormat.parse(file, content.metadata()));
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ", __metadata__, " + MODEL_KEY + ": " + e.getMessage(), e);
    }
  }

  private static Tensor value(Path file, StoredTensor stored, Shape shape, Precision precision) {
    if (!stored.shape().equals(shape.sizes())) {
      throw wrong(
          file, stored.name(), "has shape " + stored.shape() + ", but " + shape + " is expected");
    }
    double[] numbers =
        switch (stored) {
          case StoredTensor.Float32 floats when precision == Precision.FLOAT32 -> widen(floats);
          case StoredTensor.Float64 doubles when precision == Precision.FLOAT64 -> doubles.values();
          case StoredTensor.Float32 _ ->
              throw wrong(file, stored.name(), "is float32, but the model computes in float64");
          case StoredTensor.Float64 _ ->
              throw wrong(file, stored.name(), "is float64, but the model computes in float32");
        };
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw wrong(
            file,
            stored.name(),
            "value " + i + " is " + numbers[i] + ", but a finite number is expected");
      }
    }
    return Tensor.of(shape, numbers);
  }

  static double[] widen(StoredTensor.Float32 floats) {
    double[] numbers = new double[floats.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = floats.values()[i];
    }
    return numbers;
  }

  private static DataException wrong(Path file, String tensor, String what) {
    return new DataException(file + ", tensor " + DataException.quote(tensor) + ": " + what);
  }
}
