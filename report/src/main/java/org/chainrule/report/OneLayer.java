package org.chainrule.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.chainrule.engine.Engine;
import org.chainrule.engine.Precision;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Dense;
import org.chainrule.learn.network.Dropout;
import org.chainrule.learn.network.Layer;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.training.Model;
import org.chainrule.learn.training.Predictions;

/**
 * The single dense layer that dense layers with no non-linearity between them amount to: (x W₁ +
 * b₁) W₂ + b₂ = x (W₁ W₂) + (b₁ W₂ + b₂).
 *
 * @param layers how many dense layers it stands for
 * @param inputs the rows of the product of their weights
 * @param outputs its columns
 * @param parameters how many numbers the layers hold
 * @param difference how far a probability of the model with this layer in their place is from the
 *     model's own at most
 */
public record OneLayer(int layers, int inputs, int outputs, int parameters, double difference) {
  /** Of a model that ends in two such layers or more, compared on examples. */
  static Optional<OneLayer> of(Model model, Features examples) {
    List<Network.Stage> stages = model.network().stages();
    int first = 0;
    while (first < stages.size() && !(stages.get(first).layer() instanceof Dense)) {
      first++;
    }
    List<Layer> rest = stages.stream().skip(first).map(Network.Stage::layer).toList();
    long dense = rest.stream().filter(layer -> layer instanceof Dense).count();
    if (dense < 2 || !rest.stream().allMatch(OneLayer::isAffine)) {
      return Optional.empty();
    }
    Network tail = new Network(stages.get(first).input(), rest);
    int inputs = tail.input().size(0);
    int outputs = tail.output().size(0);
    Model single = single(model, first, affine(tail, model));
    return Optional.of(
        new OneLayer(
            (int) dense,
            inputs,
            outputs,
            tail.parameters().stream().mapToInt(p -> p.shape().elements()).sum(),
            difference(model.predict(examples), single.predict(examples))));
  }

  private static boolean isAffine(Layer layer) {
    return layer instanceof Dense || layer == Activation.IDENTITY || layer instanceof Dropout;
  }

  /** What layers make of each unit vector, and last of 0: W with b added to each row, and b. */
  private static double[][] affine(Network tail, Model model) {
    int inputs = tail.input().size(0);
    int outputs = tail.output().size(0);
    Machine machine = new Engine(Precision.FLOAT64);
    tail.parameters().forEach(p -> machine.write(p.variable(), model.value(p.name())));
    Expr x = Expr.variable("x", Shape.of(inputs + 1, inputs));
    double[] units = new double[(inputs + 1) * inputs];
    IntStream.range(0, inputs).forEach(i -> units[i * inputs + i] = 1);
    machine.write(x, Tensor.of(x.shape(), units));
    Expr y = tail.apply(x);
    Plan plan = machine.plan(Program.of(y));
    plan.run();
    double[] values = plan.value(y).toArray();
    return IntStream.rangeClosed(0, inputs)
        .mapToObj(row -> Arrays.copyOfRange(values, row * outputs, (row + 1) * outputs))
        .toArray(double[][]::new);
  }

  /** The model with one dense layer from a place on. */
  private static Model single(Model model, int first, double[][] rows) {
    int inputs = rows.length - 1;
    double[] bias = rows[inputs];
    double[] weight =
        Arrays.stream(rows, 0, inputs)
            .flatMapToDouble(
                row -> IntStream.range(0, bias.length).mapToDouble(j -> row[j] - bias[j]))
            .toArray();
    List<Layer> layers = new ArrayList<>(model.network().layers().subList(0, first));
    layers.add(new Dense(bias.length));
    Network network = new Network(model.network().input(), layers);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      values.put(
          p.name(),
          switch (p.name()) {
            case "dense_1.weight" -> Tensor.of(p.shape(), weight);
            case "dense_1.bias" -> Tensor.vector(bias);
            default -> model.value(p.name());
          });
    }
    return new Model(network, model.task(), model.precision(), values, model.text());
  }

  private static double difference(Predictions some, Predictions others) {
    double difference = 0;
    for (int i = 0; i < some.count(); i++) {
      for (int j = 0; j < some.classes().size(); j++) {
        difference =
            Math.max(difference, Math.abs(some.probability(i, j) - others.probability(i, j)));
      }
    }
    return difference;
  }
}
