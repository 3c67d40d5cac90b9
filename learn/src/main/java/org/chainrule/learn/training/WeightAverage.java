package org.chainrule.learn.training;

import java.util.ArrayList;
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
  private final double decay;
  private final Storage share; // 1 − d
  private final List<Expr> variables;
  private final Storage[] weights;
  private final Storage[] averages;
  private final Storage[] kept; // the weights while the averages are in their place
  private final Plan plan;

  WeightAverage(Network network, double decay, Machine machine) {
    this.decay = decay;
    Expr factor = Expr.variable("average.share");
    share = machine.storage(factor);
    List<Expr> followed = new ArrayList<>();
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      if (p.role() != Parameter.Role.STATISTIC) {
        Expr w = p.variable();
        Expr a = Expr.variable(p.name() + ".average", p.shape());
        followed.add(w);
        updates.put(a, a.plus(w.minus(a).times(factor)));
      }
    }
    plan = machine.plan(new Program(List.of(), updates));
    variables = List.copyOf(updates.keySet());
    weights = followed.stream().map(machine::storage).toArray(Storage[]::new);
    averages = variables.stream().map(machine::storage).toArray(Storage[]::new);
    kept = Arrays.stream(weights).map(Mark::copy).toArray(Storage[]::new);
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
