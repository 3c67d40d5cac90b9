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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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

  private static final JsonMapper JSON = new JsonMapper();

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
        Map.of(ModelFile.FORMAT_KEY, FORMAT, ModelFile.VERSION_KEY, VERSION, STATE, format(state));
    new Safetensors(metadata, tensors).write(file);
  }

  private static String format(TrainingState state) {
    ObjectNode root = JSON.createObjectNode();
    root.put("step", Long.toString(state.step()));
    TrainingState.Tally tally = state.tally();
    root.put("examples", Integer.toString(tally.examples()));
    root.put(LABELS, Integer.toString(tally.labels()));
    root.put(LOSS, Double.toString(tally.loss()));
    root.put("right", Double.toString(tally.right()));
    root.put(SECONDS, Double.toString(tally.seconds()));
    ArrayNode epochs = root.putArray(EPOCHS);
    for (Epoch epoch : state.epochs()) {
      ArrayNode numbers = epochs.addArray();
      double rate = epoch.learningRate().orElse(Double.NaN);
      numbers.add(Double.toString(rate)).add(Double.toString(epoch.seconds()));
      score(numbers, epoch.training());
      epoch.validation().ifPresent(score -> score(numbers, score));
    }
    state
        .best()
        .ifPresent(
            best ->
                root.putObject("best")
                    .put("epoch", Integer.toString(best.epoch()))
                    .put(LOSS, Double.toString(best.loss())));
    state
        .descent()
        .ifPresent(standing -> DescentFields.write(root.putObject(DescentFields.NAME), standing));
    return JSON.writeValueAsString(root);
  }

  private static void score(ArrayNode numbers, Score score) {
    numbers.add(Double.toString(score.loss())).add(Double.toString(score.accuracy()));
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
