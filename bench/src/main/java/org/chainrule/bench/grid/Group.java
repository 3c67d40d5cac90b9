package org.chainrule.bench.grid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.bench.data.Examples;
import org.chainrule.calculus.Gradient;
import org.chainrule.calculus.Simplify;
import org.chainrule.calculus.Vectorize;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Storage;
import org.chainrule.graph.Tensor;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.random.Philox;
import org.chainrule.learn.training.Loss;

/**
 * Networks of one structure with different learning rates, trained as one plan: the step of one of
 * them, batched over all by {@link Vectorize}. They see the same batches in the same order.
 *
 * <p>A network stops when its loss has not fallen by {@link #TOLERANCE} for more than {@link
 * #PATIENCE} epochs, or after {@link #MOST_EPOCHS}; its weights are kept as they were then, and the
 * plan goes on for the others. All these numbers are defaults of scikit-learn's {@code
 * MLPClassifier}.
 */
final class Group {
  static final double TOLERANCE = 1e-4;
  static final int PATIENCE = 10;
  static final int MOST_EPOCHS = 200;
  private static final double PENALTY = 1e-4;
  private static final long SEED = 1;

  private final Setting.Structure structure;
  private final Network network;
  private final Machine machine;
  private final int members;
  private final Plan step;
  private final Storage x;
  private final Storage y;
  private final Storage losses;

  /**
   * Untrained networks.
   *
   * @param learningRates one for each
   */
  Group(
      Setting.Structure structure,
      List<Double> learningRates,
      int inputs,
      int classes,
      Machine machine) {
    this.structure = structure;
    this.machine = machine;
    members = learningRates.size();
    network = structure.network(inputs, classes);
    Expr batch = Expr.variable("x", structure.batch(), inputs);
    Expr labels = Expr.variable("y", structure.batch());
    Expr rates = Expr.variable("learningRates", members);
    Expr total = Expr.variable("totalLoss", members);
    step = machine.plan(program(batch, labels, rates, total));
    x = machine.storage(batch);
    y = machine.storage(labels);
    losses = machine.storage(total);
    machine.write(
        rates, Tensor.vector(learningRates.stream().mapToDouble(Double::doubleValue).toArray()));
    network.initialize(SEED).forEach(this::begin);
  }

  private void begin(String name, Tensor value) {
    Expr all = stacked(Expr.variable(name, value.shape()));
    Storage target = machine.storage(all);
    for (int i = 0; i < target.size(); i++) {
      target.set(i, value.at(i % value.shape().elements()));
    }
  }

  private Expr stacked(Expr variable) {
    return Expr.variable(variable.op().name(), variable.shape().prepend(members));
  }

  private Program program(Expr batch, Expr labels, Expr rates, Expr total) {
    List<Parameter> parameters = network.parameters();
    Expr loss = Loss.crossEntropy(network.apply(batch), labels).mean();
    Expr penalty =
        parameters.stream()
            .filter(p -> p.role() == Parameter.Role.WEIGHT)
            .map(p -> p.variable().power(2).sum())
            .reduce(Expr::plus)
            .orElse(Expr.constant(0));
    Expr objective = loss.plus(penalty.times(PENALTY / 2 / structure.batch()));
    Map<Expr, Expr> found =
        Gradient.of(objective, parameters.stream().map(Parameter::variable).toList());
    Map<Parameter, Expr> gradients = new LinkedHashMap<>();
    parameters.forEach(
        p -> gradients.put(p, found.getOrDefault(p.variable(), Expr.filled(p.shape(), 0))));
    Expr rate = Expr.variable("learningRate");
    Map<Expr, Expr> updates =
        new LinkedHashMap<>(structure.solver().optimizer().updates(gradients, rate));
    Map<Expr, Expr> shared = new LinkedHashMap<>();
    updates.forEach(
        (variable, value) -> {
          if (variable.shape().equals(Shape.SCALAR)) { // a count of steps
            shared.put(variable, value);
          }
        });
    shared.keySet().forEach(updates::remove);

    Map<Expr, Expr> stacked = new LinkedHashMap<>(Map.of(rate, rates));
    updates.keySet().forEach(variable -> stacked.put(variable, stacked(variable)));
    List<Expr> one = new ArrayList<>(updates.values());
    one.add(objective);
    List<Expr> all = Vectorize.over(one, stacked);
    List<Expr> variables = new ArrayList<>(updates.keySet().stream().map(this::stacked).toList());
    variables.add(total);
    List<Expr> values = new ArrayList<>(all.subList(0, all.size() - 1));
    values.add(total.plus(all.getLast()));
    variables.addAll(shared.keySet());
    values.addAll(shared.values());
    List<Expr> simple = Simplify.of(values);
    Map<Expr, Expr> program = new LinkedHashMap<>();
    for (Expr variable : variables) {
      program.put(variable, simple.get(program.size()));
    }
    return new Program(List.of(), program);
  }

  /** Trains all of them on these examples, whose number is a multiple of the batch. */
  List<Trained> train(Examples examples, int[] chosen) {
    int batches = chosen.length / structure.batch();
    Trained[] trained = new Trained[members];
    double[] best = new double[members];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    int[] idle = new int[members];
    int running = members;
    for (int epoch = 1; running > 0; epoch++) {
      int[] order = Philox.of(SEED, "order of epoch " + epoch).permutation(chosen.length);
      for (int m = 0; m < members; m++) {
        losses.set(m, 0);
      }
      for (int b = 0; b < batches; b++) {
        for (int i = 0; i < structure.batch(); i++) {
          int example = chosen[order[b * structure.batch() + i]];
          examples.copy(example, 1, x, i);
          y.set(i, examples.label(example));
        }
        step.run();
      }
      for (int m = 0; m < members; m++) {
        if (trained[m] != null) {
          continue;
        }
        double loss = losses.get(m) / batches;
        idle[m] = loss > best[m] - TOLERANCE ? idle[m] + 1 : 0;
        best[m] = Math.min(best[m], loss);
        if (idle[m] > PATIENCE || epoch == MOST_EPOCHS) {
          trained[m] = new Trained(network, weights(m), epoch);
          running--;
        }
      }
    }
    return List.of(trained);
  }

  private Map<String, Tensor> weights(int member) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      int size = p.shape().elements();
      double[] all = machine.read(stacked(p.variable())).toArray();
      weights.put(
          p.name(),
          Tensor.of(p.shape(), Arrays.copyOfRange(all, member * size, (member + 1) * size)));
    }
    return weights;
  }

  /**
   * A network after its training.
   *
   * @param network its layers
   * @param weights their parameters' values by name
   * @param epochs how many passes it took
   */
  record Trained(Network network, Map<String, Tensor> weights, int epochs) {
    /** The share of these examples whose class it tells. */
    double accuracy(Examples examples, int[] chosen, Machine machine) {
      Expr batch = Expr.variable("scored", network.input().prepend(chosen.length));
      Expr answers = Simplify.of(Functions.argMax(network.apply(batch)));
      network.parameters().forEach(p -> machine.write(p.variable(), value(p)));
      Plan plan = machine.plan(Program.of(answers));
      Storage target = machine.storage(batch);
      for (int i = 0; i < chosen.length; i++) {
        examples.copy(chosen[i], 1, target, i);
      }
      plan.run();
      Tensor found = plan.value(answers);
      int right = 0;
      for (int i = 0; i < chosen.length; i++) {
        right += found.at(i) == examples.label(chosen[i]) ? 1 : 0;
      }
      return (double) right / chosen.length;
    }

    private Tensor value(Parameter parameter) {
      return weights.getOrDefault(parameter.name(), Tensor.filled(parameter.shape(), 0));
    }
  }
}
