package org.chainrule.bench;

import java.util.List;
import java.util.Optional;
import org.chainrule.bench.data.Examples;
import org.chainrule.bench.grid.Search;
import org.chainrule.bench.network.Networks;
import org.chainrule.learn.network.Activation;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Adam;
import org.chainrule.learn.optimizer.Rows;
import org.chainrule.learn.optimizer.Sgd;

/** The workloads that there are. */
public final class Workloads {
  private static final long SEED = 1;
  private static final int CLASSES = 10;
  private static final Network LETTERS = Networks.perceptron(Activation.SIGMOID, 128, 50, CLASSES);
  private static final Network MLP = Networks.perceptron(Activation.RELU, 784, 512, 512, CLASSES);

  private Workloads() {}

  /** All of them, in the order in which they are listed and run. */
  public static List<Workload> all() {
    return List.of(
        new Training(
            "letters",
            "128-50-10, sigmoid, softmax; SGD, one example a step",
            Unit.MICROSECONDS,
            LETTERS,
            new Sgd(0.1),
            1,
            9000,
            () -> Examples.binary(9000, 128, CLASSES, SEED)),
        mlp("mlp", 128),
        mlp("mlp-256", 256),
        new Training(
            "cnn",
            "28x28, two 3x3 convolutions (32, 64) with max-pooling, 128, 10; Adam, batch 64",
            Unit.IMAGES_PER_SECOND,
            Networks.convolutional(28, 32, 64, 128, CLASSES),
            new Adam(0.001),
            64,
            20,
            () -> Examples.continuous(1280, 28 * 28, 1, CLASSES, SEED)),
        new Training(
            "residual",
            "3x32x32, 3x3 convolution (64), a residual block with batch norm, mean, 10; Adam,"
                + " batch 64",
            Unit.IMAGES_PER_SECOND,
            Networks.residual(3, 32, 64, CLASSES),
            new Adam(0.001),
            64,
            20,
            () -> Examples.continuous(320, 3 * 32 * 32, 32 * 32, CLASSES, SEED)),
        new Training(
            "lstm",
            "100 steps of 64 numbers, 256 hidden, last state to 10; Adam, batch 32",
            Unit.SEQUENCES_PER_SECOND,
            Networks.lstm(100, 64, 256, CLASSES),
            new Adam(0.001),
            32,
            20,
            () -> Examples.continuous(320, 100 * 64, 1, CLASSES, SEED)),
        sentiment("sentiment", "lazy Adam", Rows.LAZY),
        sentiment("sentiment-dense", "Adam on all rows", Rows.DENSE),
        new GridSearch(
            "grid",
            "48 small networks on 800 examples, scored on 200, the best trained again on 1000",
            new Search(Search.combinations(), Examples.octants(1000, SEED), 4),
            0.9),
        new Latency(
            "latency-letters",
            "one example through the network of letters",
            LETTERS,
            () -> Examples.binary(1, 128, CLASSES, SEED)),
        new Latency(
            "latency-mlp",
            "one example through the network of mlp",
            MLP,
            () -> Examples.continuous(1, 784, 1, CLASSES, SEED)),
        new TrainCommand(
            "start", "process of chainrule train: start, ten letters, exit", CLASSES, 1),
        new TrainCommand(
            "short-job-1", "process of chainrule train: 9000 letters from CSV, 1 epoch", 9000, 1),
        new TrainCommand(
            "short-job-10",
            "process of chainrule train: 9000 letters from CSV, 10 epochs",
            9000,
            10));
  }

  private static Workload mlp(String name, int batch) {
    return new Training(
        name,
        "784-512-512-10, ReLU, softmax; Adam, batch " + batch,
        Unit.EXAMPLES_PER_SECOND,
        MLP,
        new Adam(0.001),
        batch,
        25,
        () -> Examples.continuous(25 * 256, 784, 1, CLASSES, SEED));
  }

  private static Workload sentiment(String name, String optimizer, Rows rows) {
    return new Training(
        name,
        "mean of 20 embeddings of 512 from 20,000, 512 ReLU, 2; " + optimizer + ", batch 32",
        Unit.EXAMPLES_PER_SECOND,
        Networks.embedding(20_000, 20, 512, 512, 2),
        new Adam(0.001).withRows(rows),
        32,
        100,
        () -> Examples.words(3200, 20, 20_000, 2, SEED));
  }

  /**
   * Those that a name stands for: the one that is called so, or all whose names begin with it and a
   * hyphen; none if there are none.
   */
  public static List<Workload> named(String name) {
    List<Workload> all = all();
    Optional<Workload> exact = all.stream().filter(w -> w.name().equals(name)).findFirst();
    return exact
        .map(List::of)
        .orElseGet(() -> all.stream().filter(w -> w.name().startsWith(name + "-")).toList());
  }
}
