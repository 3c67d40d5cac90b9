package org.chainrule.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.DataException;
import org.chainrule.learn.training.Epoch;
import org.chainrule.learn.training.Score;
import org.chainrule.learn.training.TrainingState;
import tools.jackson.core.JsonGenerator;

/**
 * The state of a training in a file.
 *
 * <p>The file is {@linkplain Safetensors safetensors}: the variables under their names, the best
 * weights so far under {@code best/} and theirs, what L-BFGS goes on from under {@code descent/},
 * and in the metadata {@code format}, {@code version} and, as JSON, {@code state}. Numbers there
 * are written as text, so that every float64 is read back to the same bits.
 */
public final class CheckpointFile {
  private static final String FORMAT = "chainrule training";
  private static final String VERSION = "2";
  private static final String STATE = "state";
  private static final String BEST = "best/";
  private static final String EPOCHS = "epochs";
  private static final String LABELS = "labels";
  private static final String LOSS = "loss";
  private static final String SECONDS = "seconds";

  private CheckpointFile() {}

  /**
   * Writes a state, wholly or not at all.
   *
   * @param precision what the training computes in
   * @throws DataException if the file cannot be written
   */
  public static void write(TrainingState state, Precision precision, Path file) {
    List<StoredTensor> tensors = new ArrayList<>();
    state.variables().forEach((n, value) -> tensors.add(ModelFile.stored(n, value, precision)));
    state
        .best()
        .ifPresent(
            best ->
                best.values()
                    .forEach((n, v) -> tensors.add(ModelFile.stored(BEST + n, v, precision))));
    state.descent().ifPresent(standing -> tensors.addAll(DescentFields.tensors(standing)));
    Map<String, String> metadata =
        Map.of(
            ModelFile.FORMAT_KEY,
            FORMAT,
            ModelFile.VERSION_KEY,
            VERSION,
            STATE,
            JsonText.of(json -> write(json, state)));
    new Safetensors(metadata, tensors).write(file);
  }

  private static void write(JsonGenerator json, TrainingState state) {
    TrainingState.Tally tally = state.tally();
    json.writeStringProperty("step", Long.toString(state.step()))
        .writeStringProperty("examples", Integer.toString(tally.examples()))
        .writeStringProperty(LABELS, Integer.toString(tally.labels()))
        .writeStringProperty(LOSS, Double.toString(tally.loss()))
        .writeStringProperty("right", Double.toString(tally.right()))
        .writeStringProperty(SECONDS, Double.toString(tally.seconds()))
        .writeArrayPropertyStart(EPOCHS);
    for (Epoch epoch : state.epochs()) {
      json.writeStartArray();
      number(json, epoch.learningRate().orElse(Double.NaN));
      number(json, epoch.seconds());
      score(json, epoch.training());
      epoch.validation().ifPresent(score -> score(json, score));
      json.writeEndArray();
    }
    json.writeEndArray();
    state
        .best()
        .ifPresent(
            best ->
                json.writeObjectPropertyStart("best")
                    .writeStringProperty("epoch", Integer.toString(best.epoch()))
                    .writeStringProperty(LOSS, Double.toString(best.loss()))
                    .writeEndObject());
    state.descent().ifPresent(standing -> DescentFields.write(json, standing));
  }

  private static void score(JsonGenerator json, Score score) {
    number(json, score.loss());
    number(json, score.accuracy());
  }

  private static void number(JsonGenerator json, double number) {
    json.writeString(Double.toString(number));
  }

  /**
   * Reads a state.
   *
   * @throws DataException if the file cannot be read or holds no such state
   */
  public static TrainingState read(Path file) {
    Safetensors content = Safetensors.read(file);
    String place = file + ", __metadata__, " + STATE;
    if (!FORMAT.equals(content.metadata().get(ModelFile.FORMAT_KEY))
        || !VERSION.equals(content.metadata().get(ModelFile.VERSION_KEY))) {
      throw new DataException(file + ": is not the state of a training");
    }
    Map<String, Tensor> variables = new LinkedHashMap<>();
    Map<String, Tensor> best = new LinkedHashMap<>();
    Map<String, double[]> descent = new HashMap<>();
    for (StoredTensor tensor : content.tensors()) {
      if (tensor.name().startsWith(DescentFields.PREFIX)) {
        descent.put(tensor.name(), value(tensor).toArray());
        continue;
      }
      boolean isBest = tensor.name().startsWith(BEST);
      (isBest ? best : variables)
          .put(isBest ? tensor.name().substring(BEST.length()) : tensor.name(), value(tensor));
    }
    Fields root = Fields.parse(place, content.metadata().getOrDefault(STATE, "{}"));
    try {
      TrainingState.Tally tally =
          new TrainingState.Tally(
              Integer.parseInt(root.text("examples")),
              Integer.parseInt(root.text(LABELS)),
              Double.parseDouble(root.text(LOSS)),
              Double.parseDouble(root.text("right")),
              Double.parseDouble(root.text(SECONDS)));
      List<Epoch> epochs = new ArrayList<>();
      for (List<String> numbers : root.textLists(EPOCHS)) {
        epochs.add(epoch(epochs.size() + 1, numbers));
      }
      Optional<TrainingState.Best> kept = Optional.empty();
      if (!best.isEmpty()) {
        Fields fields = root.object("best");
        kept =
            Optional.of(
                new TrainingState.Best(
                    Integer.parseInt(fields.text("epoch")),
                    Double.parseDouble(fields.text(LOSS)),
                    best));
      }
      return new TrainingState(
          variables,
          Long.parseLong(root.text("step")),
          tally,
          epochs,
          kept,
          descent.isEmpty()
              ? Optional.empty()
              : Optional.of(DescentFields.read(root.object(DescentFields.NAME), descent)));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new DataException(place + ": is damaged: " + e.getMessage(), e);
    }
  }

  private static Epoch epoch(int number, List<String> texts) {
    double[] numbers = texts.stream().mapToDouble(Double::parseDouble).toArray();
    Optional<Score> validation =
        numbers.length > 4 ? Optional.of(new Score(numbers[4], numbers[5])) : Optional.empty();
    OptionalDouble rate =
        Double.isNaN(numbers[0]) ? OptionalDouble.empty() : OptionalDouble.of(numbers[0]);
    return new Epoch(number, new Score(numbers[2], numbers[3]), validation, rate, numbers[1]);
  }

  private static Tensor value(StoredTensor stored) {
    Shape shape = new Shape(stored.shape());
    return switch (stored) {
      case StoredTensor.Float64 doubles -> Tensor.of(shape, doubles.values());
      case StoredTensor.Float32 floats -> Tensor.of(shape, ModelFile.widen(floats));
    };
  }
}
