package org.chainrule.exchange;

import java.util.List;
import org.chainrule.engine.Precision;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.RegressionLoss;
import org.chainrule.learn.training.Task;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model is but for its numbers. */
record Architecture(Network network, Task task, Precision precision) {
  static final String INPUT = "input";
  static final String PRECISION = "precision";
  static final String CLASSES = "classes";
  static final String NUMBERS = "numbers";
  static final String LOSS = "loss";
  static final String LAYERS = "layers";

  private static final JsonMapper JSON = new JsonMapper();

  /** The JSON that {@link ArchitectureParser} reads. */
  String format() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode input = root.putArray(INPUT);
    network.input().sizes().forEach(input::add);
    root.put(PRECISION, name(precision));
    switch (task) {
      case Task.Classification(List<String> classes) -> {
        ArrayNode names = root.putArray(CLASSES);
        classes.forEach(names::add);
      }
      case Task.Regression(List<Quantity> quantities, RegressionLoss loss) -> {
        ArrayNode numbers = root.putArray(NUMBERS);
        quantities.forEach(q -> RecordFormat.write(numbers.addObject(), Quantity.class, q));
        RecordFormat.write(root.putObject(LOSS), RegressionLoss.class, loss);
      }
    }
    ArrayNode layers = root.putArray(LAYERS);
    network.layers().forEach(layer -> RecordFormat.write(layers.addObject(), Layer.class, layer));
    return JSON.writeValueAsString(root);
  }

  static String name(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> "float32";
      case FLOAT64 -> "float64";
    };
  }
}
