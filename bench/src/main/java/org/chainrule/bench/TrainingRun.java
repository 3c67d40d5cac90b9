package org.chainrule.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.bench.data.Examples;
import org.chainrule.bench.network.Model;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Optimizer;
import org.chainrule.learn.random.Philox;
import org.chainrule.learn.training.Loss;

/** A training that goes on batch by batch, over the same examples again and again. */
final class TrainingRun {
  private static final long SEED = 1;

  private final Model model;
  private final Program program;
  private final Plan plan;
  private final Examples examples;
  private final Storage inputs;
  private final Storage labels;
  private int next;

  /** A training whose network has its first weights. */
  TrainingRun(Model model, Optimizer optimizer, Examples examples, int batch, Machine machine) {
    this.model = model;
    this.examples = examples;
    Expr x = Expr.variable("x", model.input().prepend(batch));
    Expr y = Expr.variable("y", batch);
    Expr rate = Expr.variable("learningRate");
    program = step(model, optimizer, x, y, rate);
    initialize(model, machine);
    machine.write(rate, Tensor.scalar(optimizer.learningRate()));
    plan = machine.plan(program);
    inputs = machine.storage(x);
    labels = machine.storage(y);
  }

  /** Forward pass, gradient and update as one program; its output is the mean loss. */
  static Program step(Model model, Optimizer optimizer, Expr x, Expr y, Expr rate) {
    Expr loss = Loss.crossEntropy(model.logits(x), y).mean();
    List<Parameter> parameters = model.parameters();
    Map<Expr, Expr> found =
        Gradient.of(loss, parameters.stream().map(Parameter::variable).toList());
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    parameters.forEach(
        p -> gradients.put(p, found.getOrDefault(p.variable(), Expr.filled(p.shape(), 0))));
    Map<Expr, Expr> updates = optimizer.updates(gradients, rate);
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
  static void initialize(Model model, Machine machine) {
    for (Parameter p : model.parameters()) {
      Philox random = Philox.of(SEED, p.name());
      machine.write(
          p.variable(), p.initializer().initial(p.shape(), p.fanIn(), p.fanOut(), random));
    }
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
    return Flops.of(
        program.outputs(), model.parameters().stream().map(Parameter::variable).toList());
  }
}
