package org.chainrule.learn.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.random.Philox;

/**
 * Layers one after the other, or, where {@link Label}, {@link From} and {@link Join} stand among
 * them, as any acyclic graph.
 *
 * @param input the shape of one example
 * @param layers the layers, first to last
 */
public record Network(Shape input, List<Layer> layers) {

  /**
   * A layer in its place.
   *
   * @param name unique in the network: its kind and a number among those of its kind
   * @param layer the layer
   * @param input the shape of its input for one example
   * @param output the shape of its output for one example
   * @param parameters its parameters, named within the network
   */
  public record Stage(
      String name, Layer layer, Shape input, Shape output, List<Parameter> parameters) {}

  /**
   * Checks that every layer can read what the one before it gives.
   *
   * @throws ShapeException if one can't; it names the layer and the shape
   * @throws IllegalArgumentException if a {@link Standardize} is not the first layer
   */
  public Network {
    layers = List.copyOf(layers);
    if (layers.lastIndexOf(new Standardize()) > 0) {
      throw new IllegalArgumentException("network: standardize reads raw features: put it first");
    }
    walk(layers, Expr.variable("x", input.prepend(1)), Mode.EVALUATION);
  }

  /**
   * What stands between examples and each of some layers: the first layer that computes with their
   * numbers; none if the layer reads them as they are, as a table of words must.
   */
  public static List<Optional<Layer>> computing(List<Layer> layers) {
    List<Optional<Layer>> before = new ArrayList<>();
    Map<String, Layer> labels = new HashMap<>();
    Optional<Layer> computing = Optional.empty();
    for (Layer layer : layers) {
      before.add(computing);
      switch (layer) {
        case Label(String name) -> computing.ifPresent(first -> labels.put(name, first));
        case From(String name) -> computing = Optional.ofNullable(labels.get(name));
        default ->
            computing = computing.or(() -> Optional.of(layer).filter(one -> !one.passesOn()));
      }
    }
    return before;
  }

  /** Layers one after the other. */
  public static Network of(Shape input, Layer... layers) {
    return new Network(input, List.of(layers));
  }

  /** The same after a layer that standardises what it reads. */
  public Network standardized() {
    List<Layer> all = new ArrayList<>(layers);
    all.addFirst(new Standardize());
    return new Network(input, all);
  }

  /** The parameters that training changes, first layer to last. */
  public List<Parameter> trained() {
    return parameters().stream().filter(Parameter::trained).toList();
  }

  /** The layers in their places. */
  public List<Stage> stages() {
    return walk(layers, Expr.variable("x", input.prepend(1)), Mode.EVALUATION).stages;
  }

  /** The shape of the output for one example. */
  public Shape output() {
    return layers.isEmpty() ? input : stages().getLast().output();
  }

  /** All parameters, first layer to last. */
  public List<Parameter> parameters() {
    return stages().stream().flatMap(stage -> stage.parameters().stream()).toList();
  }

  /** The output for a batch of inputs, as a graph of it and the parameters' variables. */
  public Expr apply(Expr batch) {
    return forward(batch, Mode.EVALUATION).output();
  }

  /** A forward pass of a batch of inputs, as graphs of it and the parameters' variables. */
  public Forward forward(Expr batch, Mode mode) {
    if (batch.shape().rank() == 0 || !batch.shape().equals(input.prepend(batch.shape().size(0)))) {
      throw new ShapeException(
          "network: reads batches of shape [n] and %s, not %s", input, batch.shape());
    }
    return walk(layers, batch, mode).forward;
  }

  private record Walk(List<Stage> stages, Forward forward) {}

  private static Walk walk(List<Layer> layers, Expr batch, Mode mode) {
    List<Stage> stages = new ArrayList<>();
    List<Expr> outputs = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    Pass pass = new Pass(mode, batch);
    for (Layer layer : layers) {
      String name = layer.kind() + "_" + numbers.merge(layer.kind(), 1, Integer::sum);
      Shape read = example(pass.value());
      try {
        Map<String, Expr> variables = new LinkedHashMap<>();
        List<Parameter> parameters = new ArrayList<>();
        for (Parameter parameter : layer.parameters(read)) {
          parameters.add(parameter.within(name));
          variables.put(parameter.name(), parameters.getLast().variable());
        }
        outputs.add(pass.through(name, layer, variables));
        stages.add(new Stage(name, layer, read, example(outputs.getLast()), parameters));
      } catch (ShapeException e) {
        throw new ShapeException(name + ": " + e.getMessage());
      }
    }
    return new Walk(stages, new Forward(pass.value(), outputs, pass.updates()));
  }

  private static Shape example(Expr batch) {
    return batch.shape().range(1, batch.shape().rank());
  }

  /** Whether training draws random numbers at every step, as dropout does. */
  public boolean draws() {
    Forward forward = forward(Expr.variable("x", input.prepend(1)), Mode.TRAINING);
    return Expr.inOrder(List.of(forward.output())).stream().anyMatch(Pass::isNoise);
  }

  /** The shape of an example's labels: one, or one for each step of a sequence. */
  public Shape labels() {
    return output().range(0, Math.max(0, output().rank() - 1));
  }

  /** What it is made of, as a table. */
  public Summary summary() {
    return Summary.of(this);
  }

  /** The parameters' first values; each is drawn from its own stream of random numbers. */
  public Map<String, Tensor> initialize(long seed) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Parameter p : parameters()) {
      Philox random = Philox.of(seed, p.name());
      values.put(p.name(), p.initializer().initial(p.shape(), p.fanIn(), p.fanOut(), random));
    }
    return values;
  }

  /** The values of the statistics, learnt from the training examples. */
  public Map<String, Tensor> statistics(Features training) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    if (!layers.isEmpty() && layers.getFirst() instanceof Standardize) {
      String name = stages().getFirst().name();
      Standardize.learn(training, input).forEach((k, v) -> values.put(name + "." + k, v));
    }
    return values;
  }
}
