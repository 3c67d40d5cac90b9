package org.chainrule.exchange;

import java.util.List;
import org.chainrule.engine.Precision;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.training.RegressionLoss;
import org.chainrule.learn.training.Task;
import tools.jackson.core.JsonGenerator;

/** What a model is but for its numbers. */
record Architecture(Network network, Task task, Precision precision) {
  static final String INPUT = "input";
  static final String PRECISION = "precision";
  static final String CLASSES = "classes";
  static final String NUMBERS = "numbers";
  static final String LOSS = "loss";
  static final String LAYERS = "layers";

  /** The JSON that {@link ArchitectureParser} reads. */
  String format() {
    return JsonText.of(this::write);
  }

  private void write(JsonGenerator json) {
    JsonText.wholes(json, INPUT, network.input().sizes());
    json.writeStringProperty(PRECISION, name(precision));
    switch (task) {
      case Task.Classification(List<String> classes) -> JsonText.texts(json, CLASSES, classes);
      case Task.Regression(List<Quantity> quantities, RegressionLoss loss) -> {
        json.writeArrayPropertyStart(NUMBERS);
        quantities.forEach(quantity -> RecordFormat.write(json, Quantity.class, quantity));
        json.writeEndArray();
        json.writeName(LOSS);
        RecordFormat.write(json, RegressionLoss.class, loss);
      }
    }
    json.writeArrayPropertyStart(LAYERS);
    network.layers().forEach(layer -> RecordFormat.write(json, Layer.class, layer));
    json.writeEndArray();
  }

  static String name(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> "float32";
      case FLOAT64 -> "float64";
    };
  }
}
