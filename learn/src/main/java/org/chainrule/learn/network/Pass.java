package org.chainrule.learn.network;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.op.Variable;

/** What layers know of a forward pass through their network, and what they leave behind. */
public final class Pass {
  /** The label of the network's own input. */
  static final String INPUT = "input";

  private static final String NOISE = ".noise";

  private record Marked(Expr value, Optional<Expr> mask) {}

  private final Mode mode;
  private final Map<Expr, Expr> updates = new LinkedHashMap<>();
  private final Map<String, Marked> labels = new HashMap<>();
  private Map<String, Expr> parameters = Map.of();
  private String stage = "";
  private Expr value;
  private Optional<Expr> mask = Optional.empty();

  Pass(Mode mode, Expr batch) {
    this.mode = mode;
    value = batch;
    labels.put(INPUT, new Marked(batch, mask));
  }

  /** The output of a layer for what the one before it gave. */
  Expr through(String name, Layer layer, Map<String, Expr> named) {
    stage = name;
    parameters = named;
    Expr input = value;
    Optional<Expr> before = mask;
    value = layer.apply(input, this);
    boolean kept = layer.stepwise() && steps(input) == steps(value);
    if (mask.equals(before) && !kept) {
      mask = Optional.empty();
    }
    return value;
  }

  private static int steps(Expr batch) {
    return batch.shape().rank() > 1 ? batch.shape().size(1) : 0;
  }

  Expr value() {
    return value;
  }

  Map<Expr, Expr> updates() {
    return updates;
  }

  /** Whether the pass is one to learn from. */
  public boolean training() {
    return mode == Mode.TRAINING;
  }

  /** The layer's parameter of this name. */
  public Expr parameter(String name) {
    Expr found = parameters.get(name);
    if (found == null) {
      throw new IllegalArgumentException(
          stage + ": no parameter " + name + " among " + parameters.keySet());
    }
    return found;
  }

  /** Lets training give a parameter of the layer's another value after a step. */
  void update(String parameter, Expr next) {
    if (training()) {
      updates.put(parameter(parameter), next);
    }
  }

  /**
   * Random numbers, uniform on [0, 1), to be supplied for each step of training. Their names say
   * whose they are.
   */
  Expr noise(Shape shape) {
    return Expr.variable(stage + NOISE, shape);
  }

  /** Whether a variable stands for random numbers that must be supplied. */
  public static boolean isNoise(Expr variable) {
    return variable.op() instanceof Variable v && v.name().endsWith(NOISE);
  }

  /** Which steps of each sequence count: 1 or 0, of shape [n, time]; empty if all do. */
  Optional<Expr> mask() {
    return mask;
  }

  /** Says which steps of the layer's output count. */
  void mask(Expr counting) {
    mask = Optional.of(counting);
  }

  /** Gives what the layer reads a name for later layers. */
  void label(String name) {
    if (labels.putIfAbsent(name, new Marked(value, mask)) != null) {
      throw new ShapeException("the label '" + name + "' stands twice");
    }
  }

  /** What has this label. */
  Expr labelled(String name) {
    return find(name).value;
  }

  /** What has this label, with its steps that count. */
  Expr from(String name) {
    Marked found = find(name);
    mask = found.mask;
    return found.value;
  }

  private Marked find(String name) {
    Marked found = labels.get(name);
    if (found == null) {
      throw new ShapeException(
          "no earlier place has the label '" + name + "'; there are " + labels.keySet());
    }
    return found;
  }
}
