package org.chainrule.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.chainrule.learn.optimizer.Lbfgs;
import tools.jackson.core.JsonGenerator;

/**
 * What L-BFGS goes on from, within a {@link CheckpointFile}: its vectors as float64 tensors under
 * {@code descent/}, its other numbers in the metadata.
 */
final class DescentFields {
  /** The object of the metadata, and where the tensors' names begin. */
  static final String NAME = "descent";

  static final String PREFIX = NAME + "/";
  private static final String POINT = PREFIX + "point";
  private static final String GRADIENT = PREFIX + "gradient";
  private static final String STEP = PREFIX + "step/";
  private static final String CHANGE = PREFIX + "change/";
  private static final String STATE = "state";
  private static final String VALUE = "value";
  private static final String SCALE = "scale";
  private static final String STEPS = "steps";
  private static final String EVALUATIONS = "evaluations";
  private static final String PRODUCTS = "products";

  private DescentFields() {}

  static List<StoredTensor> tensors(Lbfgs.Standing standing) {
    List<StoredTensor> tensors = new ArrayList<>();
    tensors.add(vector(POINT, standing.point()));
    tensors.add(vector(GRADIENT, standing.gradient()));
    for (int i = 0; i < standing.memory().size(); i++) {
      Lbfgs.Pair pair = standing.memory().get(i);
      tensors.add(vector(STEP + i, pair.step()));
      tensors.add(vector(CHANGE + i, pair.change()));
    }
    return tensors;
  }

  private static StoredTensor vector(String name, double[] values) {
    return new StoredTensor.Float64(name, List.of(values.length), values);
  }

  static void write(JsonGenerator json, Lbfgs.Standing standing) {
    json.writeObjectPropertyStart(NAME)
        .writeStringProperty(STATE, standing.state().name())
        .writeStringProperty(VALUE, Double.toString(standing.value()))
        .writeStringProperty(SCALE, Double.toString(standing.scale()))
        .writeStringProperty(STEPS, Integer.toString(standing.steps()))
        .writeStringProperty(EVALUATIONS, Integer.toString(standing.evaluations()))
        .writeArrayPropertyStart(PRODUCTS);
    standing.memory().forEach(pair -> json.writeString(Double.toString(pair.product())));
    json.writeEndArray().writeEndObject();
  }

  /**
   * Reads what was written.
   *
   * @param tensors all that have the prefix, by name
   * @throws IllegalArgumentException if one is missing or a number is none
   */
  static Lbfgs.Standing read(Fields fields, Map<String, double[]> tensors) {
    List<Lbfgs.Pair> memory = new ArrayList<>();
    for (String product : fields.texts(PRODUCTS)) {
      int i = memory.size();
      memory.add(
          new Lbfgs.Pair(
              named(STEP + i, tensors), named(CHANGE + i, tensors), Double.parseDouble(product)));
    }
    return new Lbfgs.Standing(
        Lbfgs.State.valueOf(fields.text(STATE)),
        named(POINT, tensors),
        Double.parseDouble(fields.text(VALUE)),
        named(GRADIENT, tensors),
        memory,
        Double.parseDouble(fields.text(SCALE)),
        Integer.parseInt(fields.text(STEPS)),
        Integer.parseInt(fields.text(EVALUATIONS)));
  }

  private static double[] named(String name, Map<String, double[]> tensors) {
    double[] values = tensors.get(name);
    if (values == null) {
      throw new IllegalArgumentException("no tensor " + name);
    }
    return values;
  }
}
