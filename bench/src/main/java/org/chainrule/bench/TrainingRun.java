package org.chainrule.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.bench.data.Examples;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Flops;
import org.chainrule.learn.network.Forward;
import org.chainrule.learn.network.Mode;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.training.Loss;

/** A training that goes on batch by batch, over the same examples again and again. */
final class TrainingRun {
  private static final long SEED = 1;

  private final Network network;
  private final Program program;
  private final Plan plan;
  private final Examples examples;
  private final Storage inputs;
  private final Storage labels;
  private int next;

  /** A training whose network has its first weights. */
  TrainingRun(Network network, Optimizer optimizer, Examples examples, int batch, Machine machine) {
    this.network = network;
    this.examples = examples;
    Expr x = Expr.variable("x", network.input().prepend(batch));
    Expr y = Expr.variable("y", batch);
    Expr rate = Expr.variable("learningRate");
    program = step(network, optimizer, x, y, rate);
    initialize(network, machine);
    machine.write(rate, Tensor.scalar(optimizer.learningRate()));
    plan = machine.plan(program);
    inputs = machine.storage(x);
    labels = machine.storage(y);
  }

  /** Forward pass, gradient and update as one program; its output is the mean loss. */
  static Program step(Network network, Optimizer optimizer, Expr x, Expr y, Expr rate) {
    Forward forward = network.forward(x, Mode.TRAINING);
    Expr loss = Loss.crossEntropy(forward.output(), y).mean();
    List<Parameter> parameters = trained(network);
    Map<Expr, Expr> found =
        Gradient.of(loss, parameters.stream().map(Parameter::variable).toList());
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    parameters.forEach(
        p -> gradients.put(p, found.getOrDefault(p.variable(), Expr.filled(p.shape(), 0))));
    Map<Expr, Expr> updates = new LinkedHashMap<>(optimizer.updates(gradients, rate));
    updates.putAll(forward.updates());
    List<Expr> roots = new ArrayList<>(List.of(loss));
    roots.addAll(updates.values());
    List<Expr> simple = Simplify.of(roots);
    Map<Expr, Expr> simpleUpdates = new LinkedHashMap<>();
    for (Expr variable : updates.keySet()) {
      simpleUpdates.put(variable, simple.get(1 + simpleUpdates.size()));
    }
    return new Program(simple.subList(0, 1), simpleUpdates);
  }

  /** Gives a network its first weights. */
  static void initialize(Network network, Machine machine) {
    network
        .initialize(SEED)
        .forEach((name, value) -> machine.write(Expr.variable(name, value.shape()), value));
  }

  private static List<Parameter> trained(Network network) {
    return network.parameters().stream().filter(Parameter::trained).toList();
  }

  /** Learns from the next batch. */
  void step() {
    if (next + labels.size() > examples.count()) {
      next = 0;
    }
    examples.copy(next, inputs, labels);
    next += labels.size();
    plan.run();
  }

  /** The mean loss of the last batch, before its update. */
  double loss() {
    return plan.number(program.outputs().getFirst());
  }

  /** The floating-point operations of a step. */
  double flops() {
    return Flops.of(program.outputs(), trained(network).stream().map(Parameter::variable).toList());
  }
}
