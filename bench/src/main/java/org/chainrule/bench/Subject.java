package org.chainrule.bench;

import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Program;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.optimizer.Optimizer;

/**
 * The network of a workload, as the programs that are timed, for any optimiser and batch: for those
 * who ask what becomes of them.
 */
public final class Subject {
  private final Network network;
  private final Optional<Optimizer> optimizer;
  private final int batch;

  Subject(Network network, Optional<Optimizer> optimizer, int batch) {
    this.network = network;
    this.optimizer = optimizer;
    this.batch = batch;
  }

  /** The rule by which the workload trains the network; empty if it only predicts. */
  public Optional<Optimizer> optimizer() {
    return optimizer;
  }

  /** How many examples the workload lets the network see at once. */
  public int batch() {
    return batch;
  }

  /** A step of training: forward pass, gradient and updates. */
  public Program training(Optimizer rule, int examples) {
    return TrainingRun.step(network, rule, examples);
  }

  /** The probabilities of the classes. */
  public Program prediction(int examples) {
    return Latency.program(network, Expr.variable("x", network.input().prepend(examples)));
  }
}
