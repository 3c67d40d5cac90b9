package org.chainrule.exchange;

import java.util.List;
import org.chainrule.engine.Precision;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Flatten;
import org.chainrule.learn.network.Initializer;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Rescale;
import org.chainrule.learn.network.Standardize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a model is but for its numbers. */
record Architecture(Network network, List<String> classes, Precision precision) {
  static final String INPUT = "input";
  static final String PRECISION = "precision";
  static final String CLASSES = "classes";
  static final String LAYERS = "layers";
  static final String KIND = "kind";
  static final String UNITS = "units";
  static final String WEIGHT = "weight";
  static final String BIAS = "bias";
  static final String FACTOR = "factor";
  static final String VALUE = "value";
  static final String LIMIT = "limit";

  static final String DENSE = "dense";
  static final String RESCALE = "rescale";
  static final String CONSTANT = "constant";
  static final String UNIFORM = "uniform";
  static final String GLOROT = "glorot";
  static final String HE = "he";

  private static final JsonMapper JSON = new JsonMapper();

  /** The JSON that {@link ArchitectureParser} reads. */
  String format() {
    ObjectNode root = JSON.createObjectNode();
    ArrayNode input = root.putArray(INPUT);
    network.input().sizes().forEach(input::add);
    root.put(PRECISION, name(precision));
    ArrayNode names = root.putArray(CLASSES);
    classes.forEach(names::add);
    ArrayNode layers = root.putArray(LAYERS);
    network.layers().forEach(layer -> layer(layers.addObject(), layer));
    return JSON.writeValueAsString(root);
  }

  static String name(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> "float32";
      case FLOAT64 -> "float64";
    };
  }

  private static void layer(ObjectNode node, Layer layer) {
    node.put(KIND, layer.kind());
    switch (layer) {
      case Dense(int units, Initializer weight, Initializer bias) -> {
        node.put(UNITS, units);
        initializer(node.putObject(WEIGHT), weight);
        initializer(node.putObject(BIAS), bias);
      }
      case Rescale(double factor) -> node.put(FACTOR, factor);
      case Activation _, Flatten _, Standardize _ -> {}
    }
  }

  private static void initializer(ObjectNode node, Initializer initializer) {
    switch (initializer) {
      case Initializer.Constant(double value) -> node.put(KIND, CONSTANT).put(VALUE, value);
      case Initializer.Uniform(double limit) -> node.put(KIND, UNIFORM).put(LIMIT, limit);
      case Initializer.Glorot _ -> node.put(KIND, GLOROT);
      case Initializer.He _ -> node.put(KIND, HE);
    }
  }
}
