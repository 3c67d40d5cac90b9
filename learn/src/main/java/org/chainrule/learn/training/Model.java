package org.chainrule.learn.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Quantity;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.text.TextEncoder;

/**
 * A network with the values of its parameters and what its outputs mean: all that is needed to
 * predict.
 *
 * @param network the layers
 * @param task what it tells
 * @param precision the precision it computes in
 * @param values the value of every parameter by name
 * @param text what turns texts into examples, if it reads texts
 */
public record Model(
    Network network,
    Task task,
    Precision precision,
    Map<String, Tensor> values,
    Optional<TextEncoder> text) {
  /**
   * Checks that everything fits.
   *
   * @throws IllegalArgumentException if a value is missing, superfluous or of another shape, or the
   *     network has another number of outputs than the task needs, or another number of inputs than
   *     a text has words
   */
  public Model {
    values = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(values));
    Fit.requireOutput("model: ", network, task);
    if (text.isPresent() && !network.input().equals(Shape.of(text.get().width()))) {
      throw new ShapeException(
          "model: the network reads examples of shape %s, texts have %d numbers",
          network.input(), text.get().width());
    }
    Set<String> names =
        network.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
    if (!names.equals(values.keySet())) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "model: values for %s, not for the parameters %s",
              values.keySet(),
              names));
    }
    for (Parameter p : network.parameters()) {
      Tensor value = values.get(p.name());
      if (value != null && !p.shape().equals(value.shape())) {
        throw new ShapeException(
            "model: %s has shape %s, not %s", p.name(), value.shape(), p.shape());
      }
    }
  }

  /** A model that reads numbers and tells classes. */
  public Model(
      Network network, List<String> classes, Precision precision, Map<String, Tensor> values) {
    this(network, new Task.Classification(classes), precision, values, Optional.empty());
  }

  /** The names of the classes; none if it tells numbers. */
  public List<String> classes() {
    return task instanceof Task.Classification(List<String> classes) ? classes : List.of();
  }

  /** How wrong it is told to be: the plain loss of classes, or that of its task. */
  public Loss loss() {
    return switch (task) {
      case Task.Regression(_, RegressionLoss loss) -> loss;
      case Task.Classification(List<String> classes) ->
          Fit.isBinary(network, classes) ? BinaryLoss.CROSS_ENTROPY : CrossEntropy.PLAIN;
    };
  }

  /** What its outputs are called: the names of the classes or of the numbers. */
  public List<String> outputs() {
    return switch (task) {
      case Task.Classification(List<String> classes) -> classes;
      case Task.Regression(List<Quantity> quantities, _) ->
          quantities.stream().map(Quantity::name).toList();
    };
  }

  /** The same, reading texts. */
  public Model withText(Optional<TextEncoder> encoder) {
    return new Model(network, task, precision, values, encoder);
  }

  /**
   * The value of a parameter.
   *
   * @throws IllegalArgumentException if the network has no parameter of this name
   */
  public Tensor value(String name) {
    Tensor value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "model: no parameter " + name + " among " + values.keySet());
    }
    return value;
  }

  /** The model made ready to predict and to be scored any number of times. */
  public Predictor predictor() {
    return predictor(new Engine(precision));
  }

  /** The model made ready on a machine of the caller's, which nothing else uses. */
  public Predictor predictor(Machine machine) {
    return new Predictor(this, machine);
  }

  /** As {@link Predictor#predict}, once. */
  public Predictions predict(Features features) {
    return predictor().predict(features);
  }

  /** As {@link Predictor#estimate}, once. */
  public Estimates estimate(Features features) {
    return predictor().estimate(features);
  }

  /** As {@link Predictor#score}, once. */
  public Score score(Dataset data) {
    return predictor().score(data);
  }

  /** As {@link Predictor#confusion}, once. */
  public ConfusionMatrix confusion(Dataset data) {
    return predictor().confusion(data);
  }
}
