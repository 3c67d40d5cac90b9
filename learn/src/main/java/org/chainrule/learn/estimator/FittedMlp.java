package org.chainrule.learn.estimator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Task;

/**
 * A multi-layer perceptron with its weights.
 *
 * @param network its layers
 * @param objective what its outputs mean
 * @param precision what it computes in
 * @param values the value of every parameter by name
 */
public record FittedMlp(
    Network network, Objective objective, Precision precision, Map<String, Tensor> values) {
  private static final int AT_ONCE = 256;

  public FittedMlp {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The layers for settings: dense ones with the activation between them. */
  static Network network(MlpSettings settings, int inputs, int outputs) {
    List<Layer> layers = new ArrayList<>();
    for (int units : settings.hiddenLayerSizes()) {
      layers.add(new Dense(units));
      if (settings.activation() != Activation.IDENTITY) {
        layers.add(settings.activation());
      }
    }
    layers.add(new Dense(outputs));
    return new Network(Shape.of(inputs), layers);
  }

  /**
   * What it answers, of shape [examples, outputs].
   *
   * @throws ShapeException if an example has another number of features than it reads
   */
  public Tensor answers(Features features) {
    if (features.width() != network.input().elements()) {
      throw new ShapeException(
          "the model reads examples of %d features, not %d",
          network.input().elements(), features.width());
    }
    int width = network.output().elements();
    int places = Math.max(1, Math.min(AT_ONCE, features.count()));
    Machine machine = new Engine(precision);
    for (Parameter p : network.parameters()) {
      machine.write(p.variable(), value(p.name()));
    }
    Expr batch = Expr.variable("x", network.input().prepend(places));
    Expr answer = objective.answer(network.apply(batch));
    Plan plan = machine.plan(Program.of(answer));
    Storage inputs = machine.storage(batch);
    double[] answers = new double[features.count() * width];
    for (int from = 0; from < features.count(); from += places) {
      int count = Math.min(places, features.count() - from);
      for (int i = 0; i < count; i++) {
        features.copy(from + i, inputs, i * features.width());
      }
      plan.run();
      Tensor result = plan.value(answer);
      for (int i = 0; i < count * width; i++) {
        answers[from * width + i] = result.at(i);
      }
    }
    return Tensor.of(Shape.of(features.count(), width), answers);
  }

  /** Why it can't be used, if training has left a number that is not finite. */
  Optional<String> failure() {
    return values.entrySet().stream()
        .filter(e -> !Arrays.stream(e.getValue().toArray()).allMatch(Double::isFinite))
        .map(
            e ->
                e.getKey()
                    + " is no longer finite; a smaller learning_rate_init or standardised features"
                    + " usually help")
        .findFirst();
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException if there is none of this name
   */
  public Tensor value(String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no parameter " + name + " among " + values.keySet());
    }
    return value;
  }

  /** The weights of each layer, of shape [inputs, units]. */
  List<Tensor> weights() {
    return ofRole(Parameter.Role.WEIGHT);
  }

  /** The biases of each layer. */
  List<Tensor> biases() {
    return ofRole(Parameter.Role.BIAS);
  }

  private List<Tensor> ofRole(Parameter.Role role) {
    return network.parameters().stream()
        .filter(p -> p.role() == role)
        .map(p -> value(p.name()))
        .toList();
  }

  /**
   * The same as a model of a task. What tells two classes apart by one output becomes a model with
   * two, the first of them 0, as σ(z) is what softmax makes of 0 and z.
   *
   * @throws IllegalArgumentException if its outputs are not classes that exclude each other, or the
   *     task's numbers
   */
  public Model model(Task task) {
    return switch (task) {
      case Task.Classification _ when objective == Objective.SOFTMAX ->
          new Model(network, task, precision, values, Optional.empty());
      case Task.Classification(List<String> classes)
          when objective == Objective.LOGISTIC && classes.size() == 2 ->
          binary(classes);
      case Task.Regression _ when objective == Objective.SQUARED_ERROR ->
          new Model(network, task, precision, values, Optional.empty());
      default ->
          throw new IllegalArgumentException(
              "only what tells one class an example, or is for squared errors, is a model");
    };
  }

  private Model binary(List<String> classes) {
    List<Layer> layers = new ArrayList<>(network.layers().subList(0, network.layers().size() - 1));
    layers.add(new Dense(2));
    Map<String, Tensor> padded = new LinkedHashMap<>(values);
    List<Parameter> last = network.stages().getLast().parameters();
    for (Parameter p : last) {
      Tensor one = value(p.name());
      int rows = one.shape().elements();
      double[] two = new double[2 * rows];
      for (int i = 0; i < rows; i++) {
        two[2 * i + 1] = one.at(i);
      }
      Shape shape = p.role() == Parameter.Role.WEIGHT ? Shape.of(rows, 2) : Shape.of(2);
      padded.put(p.name(), Tensor.of(shape, two));
    }
    return new Model(new Network(network.input(), layers), classes, precision, padded);
  }
}
