package org.chainrule.engine.network;

import static org.chainrule.graph.Functions.equal;
import static org.chainrule.graph.Functions.gather;
import static org.chainrule.graph.Functions.logSumExp;
import static org.chainrule.graph.Functions.relu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.chainrule.calculus.Gradient;
import org.chainrule.engine.rewrite.Cell;
import org.chainrule.graph.Convolution;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.graph.Tensor;

/**
 * Small networks of each kind with Adam, large enough for some of their work to be shared out among
 * threads.
 */
public final class Networks {
  private static final int CLASSES = 10;
  private static final int WORDS = 300;

  private final Random random = new Random(5);
  private final Map<Expr, Tensor> values = new HashMap<>();
  private final List<Expr> parameters = new ArrayList<>();

  private Networks() {}

  /** One of each kind. */
  public static List<Training> all() {
    return List.of(perceptron(), convolutional(), recurrent(), embedding());
  }

  /** Three dense layers. */
  public static Training perceptron() {
    Networks network = new Networks();
    Expr first = relu(network.dense(network.normal(Expr.variable("x", 32, 200), 1), 64, "first"));
    Expr second = relu(network.dense(first, 64, "second"));
    return network.training("perceptron", network.dense(second, CLASSES, "third"));
  }

  /** Two convolutions, each before a pooling, and a dense layer. */
  public static Training convolutional() {
    Networks network = new Networks();
    Expr pictures = network.normal(Expr.variable("pictures", 8, 1, 14, 14), 1);
    Expr first = network.convolved(pictures, new Convolution(1, 1, 1), 8, "first");
    Expr second = network.convolved(first, Convolution.PLAIN, 12, "second");
    Expr flat = second.reshape(8, second.shape().elements() / 8);
    return network.training("convolutional", network.dense(flat, CLASSES, "dense"));
  }

  /** A layer of LSTM cells, whose last state is classified. */
  public static Training recurrent() {
    Networks network = new Networks();
    Expr sequences = network.normal(Expr.variable("sequences", 8, 16, 12), 1);
    Cell.Layer layer = Cell.LSTM.over(sequences, 32, "lstm", false);
    layer.parameters().forEach(network::parameter);
    return network.training("recurrent", network.dense(layer.last().getFirst(), CLASSES, "dense"));
  }

  /** The mean of the rows of a table that words name, classified; some words occur twice. */
  public static Training embedding() {
    Networks network = new Networks();
    Expr numbers = Expr.variable("numbers", 16, 12);
    double[] words = network.random.ints(16 * 12, 0, WORDS).asDoubleStream().toArray();
    words[5] = words[2];
    network.values.put(numbers, Tensor.of(numbers.shape(), words));
    Expr table = network.parameter(Expr.variable("table", WORDS, 16));
    Expr mean = gather(table, numbers).mean(1);
    return network.training("embedding", network.dense(mean, CLASSES, "dense"));
  }

  private Expr dense(Expr x, int outputs, String name) {
    Expr weights = parameter(Expr.variable(name + ".weights", x.shape().size(1), outputs));
    return x.matmul(weights).plus(parameter(Expr.variable(name + ".bias", outputs)));
  }

  private Expr convolved(Expr pictures, Convolution convolution, int filters, String name) {
    Expr weights =
        parameter(Expr.variable(name + ".filters", filters, pictures.shape().size(1), 3, 3));
    Expr bias = parameter(Expr.variable(name + ".bias", filters));
    Expr sums = convolution.convolve(pictures, weights).plus(bias.reshape(filters, 1, 1));
    return new Convolution(2, 0, 1).maxPool(relu(sums), 2, 2);
  }

  private Expr parameter(Expr variable) {
    parameters.add(variable);
    return normal(variable, 0.2);
  }

  private Expr normal(Expr variable, double scale) {
    double[] numbers = new double[variable.shape().elements()];
    Arrays.setAll(numbers, i -> scale * random.nextGaussian());
    values.put(variable, Tensor.of(variable.shape(), numbers));
    return variable;
  }

  /** Training by the mean cross-entropy, with random classes. */
  private Training training(String name, Expr logits) {
    int examples = logits.shape().size(0);
    Expr labels = Expr.variable("labels", examples);
    values.put(labels, Tensor.vector(random.ints(examples, 0, CLASSES).asDoubleStream().toArray()));
    Expr loss = crossEntropy(logits, labels).mean();
    Map<Expr, Expr> updates = Adam.updates(Gradient.of(loss, parameters));
    return new Training(name, new Program(List.of(loss), updates), values);
  }

  /** ln Σ e^z − z_y for every row z of the logits and number y. */
  public static Expr crossEntropy(Expr logits, Expr labels) {
    double[] numbers = IntStream.range(0, logits.shape().size(1)).asDoubleStream().toArray();
    Expr column = labels.reshape(labels.shape().size(0), 1);
    Expr chosen = equal(column, Expr.constant(Tensor.vector(numbers)));
    return logSumExp(logits, 1).minus(logits.times(chosen).sum(1));
  }
}
