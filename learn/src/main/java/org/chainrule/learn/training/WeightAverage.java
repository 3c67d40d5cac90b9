package org.chainrule.learn.training;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;

/**
 * The moving average of all that training changes of a network: a ← d a + (1 − d) w after each
 * step. After step t it is d = min(decay, t/(9 + t)), so that the first weights are soon forgotten,
 * and after the first d = 0: the average begins as what that step left (Polyak, Juditsky 1992; the
 * growing decay as in TensorFlow's {@code ExponentialMovingAverage}, its {@code num_updates} being
 * the steps before this one).
 */
final class WeightAverage {
  /** 1 − d. */
  private static final Expr SHARE = Expr.variable("average.share");

  private final double decay;
  private final Storage share;
  private final List<Expr> variables;
  private final Storage[] weights;
  private final Storage[] averages;
  private final Storage[] kept; // the weights while the averages are in their place
  private final Plan plan;

  WeightAverage(Network network, double decay, Machine machine) {
    this.decay = decay;
    share = machine.storage(SHARE);
    plan = machine.plan(program(network));
    variables = followed(network).stream().map(WeightAverage::average).toList();
    weights =
        followed(network).stream().map(p -> machine.storage(p.variable())).toArray(Storage[]::new);
    averages = variables.stream().map(machine::storage).toArray(Storage[]::new);
    kept = Arrays.stream(weights).map(Mark::copy).toArray(Storage[]::new);
  }

  /** What takes in the weights that a step left. */
  static Program program(Network network) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    for (Parameter p : followed(network)) {
      Expr a = average(p);
      updates.put(a, a.plus(p.variable().minus(a).times(SHARE)));
    }
    return new Program(List.of(), updates);
  }

  private static List<Parameter> followed(Network network) {
    return network.parameters().stream().filter(p -> p.role() != Parameter.Role.STATISTIC).toList();
  }

  private static Expr average(Parameter parameter) {
    return Expr.variable(parameter.name() + ".average", parameter.shape());
  }

  /** d after a step, counted from 1. */
  static double decay(double decay, long step) {
    return step <= 1 ? 0 : Math.min(decay, step / (9.0 + step));
  }

  /** Takes in what a step left, counted from 1. */
  void follow(long step) {
    share.set(0, 1 - decay(decay, step));
    plan.run();
  }

  /** Begins at the weights as they are now. */
  void begin() {
    transfer(weights, averages);
  }

  /** What an action, within which there is no other, gives while averages are in weights' place. */
  <T> T inPlace(Supplier<T> action) {
    transfer(weights, kept);
    transfer(averages, weights);
    try {
      return action.get();
    } finally {
      transfer(kept, weights);
    }
  }

  private static void transfer(Storage[] from, Storage[] to) {
    for (int i = 0; i < from.length; i++) {
      Mark.transfer(from[i], to[i]);
    }
  }

  /** The averages. */
  Collection<Expr> variables() {
    return variables;
  }
}
