package org.chainrule.engine.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.calculus.Gradient;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Functions;
import org.chainrule.graph.Program;
import org.chainrule.graph.op.Flip;

/**
 * Programs of random ops on random shapes, with shared nodes, several outputs, gradients and
 * updates, and values for their variables.
 */
public final class RandomPrograms {
  private static final int WILD = 40;

  private final Pool pool;
  private final Dice dice;

  private RandomPrograms(Pool pool) {
    this.pool = pool;
    this.dice = pool.dice;
  }

  /** The program with this number. */
  public static Sample of(long seed) {
    Dice dice = new Dice(seed);
    RandomPrograms programs = of(dice, dice.oneIn(6) ? 4000 : 300);
    List<Expr> outputs = programs.outputs();
    return programs.sample(new ArrayList<>(outputs), programs.gradients(outputs));
  }

  /** The program with this number without gradients, of nodes with up to so many elements. */
  public static Sample forward(long seed, int largest) {
    RandomPrograms programs = of(new Dice(seed), largest);
    return programs.sample(programs.outputs(), Map.of());
  }

  private static RandomPrograms of(Dice dice, int largest) {
    Pool pool = Pool.empty(dice, largest, dice.oneIn(WILD));
    for (int i = 0; i < 2 + dice.below(3); i++) {
      pool.add(pool.variable(dice.shape(largest)));
    }
    RandomNodes nodes = new RandomNodes(pool, 0);
    int count = 2 + dice.below(dice.oneIn(3) ? 28 : 9);
    for (int i = 0; i < count; i++) {
      pool.add(nodes.next());
    }
    return new RandomPrograms(pool);
  }

  private Sample sample(List<Expr> outputs, Map<Expr, Expr> gradients) {
    Map<Expr, Expr> updates = new LinkedHashMap<>();
    gradients.forEach((variable, slope) -> descend(variable, slope, outputs, updates));
    for (Expr variable : List.copyOf(pool.values().keySet())) {
      if (!updates.containsKey(variable) && !Pool.holdsRows(variable) && dice.oneIn(3)) {
        assign(variable, updates);
      }
    }
    return new Sample(new Program(outputs, updates), pool.values());
  }

  private List<Expr> outputs() {
    List<Expr> nodes = pool.nodes();
    List<Expr> outputs = new ArrayList<>();
    int last = Math.min(nodes.size(), 5);
    for (int i = 0; i < 1 + dice.below(4); i++) {
      outputs.add(nodes.get(nodes.size() - 1 - dice.below(last)));
    }
    if (dice.oneIn(4)) {
      outputs.add(pool.pick());
    }
    return outputs;
  }

  /** The slopes of a number made of nodes by a few of the variables. */
  private Map<Expr, Expr> gradients(List<Expr> nodes) {
    List<Expr> variables =
        Expr.inOrder(nodes).stream()
            .filter(v -> pool.values().containsKey(v) && !Pool.holdsRows(v))
            .toList();
    List<Expr> chosen = dice.shuffled(variables);
    return Gradient.of(objective(nodes), chosen.subList(0, Math.min(3, chosen.size())));
  }

  private Expr objective(List<Expr> nodes) {
    return nodes.stream()
        .distinct()
        .limit(2)
        .map(
            node ->
                switch (dice.below(4)) {
                  case 0 -> Functions.sin(node);
                  case 1 -> Functions.tanh(node);
                  case 2 -> pool.within(2, node).power(2);
                  default -> node.times(0.3);
                })
        .map(node -> node.sum())
        .reduce(Expr.constant(0), Expr::plus);
  }

  /** The gradient as an output, or a step against it, with momentum or without. */
  private void descend(Expr variable, Expr slope, List<Expr> outputs, Map<Expr, Expr> updates) {
    switch (dice.below(4)) {
      case 0 -> outputs.add(slope);
      case 1, 2 -> updates.put(variable, variable.minus(slope.times(0.01)));
      default -> {
        Expr velocity = pool.variable(variable.shape());
        Expr next = velocity.times(0.9).plus(slope);
        updates.put(velocity, next);
        Expr step = dice.oneIn(2) ? next : velocity;
        updates.put(variable, variable.minus(step.times(0.1)));
      }
    }
  }

  /** A new value from any nodes, or an exchange of two variables. */
  private void assign(Expr variable, Map<Expr, Expr> updates) {
    Expr value = dice.of(alike(variable));
    boolean other = pool.values().containsKey(value) && !Pool.holdsRows(value);
    if (other && !updates.containsKey(value) && dice.oneIn(2)) {
      updates.put(value, variable);
      updates.put(variable, value);
      return;
    }
    int rank = variable.shape().rank();
    updates.put(
        variable,
        switch (dice.below(4)) {
          case 0 -> value;
          case 1 -> variable.minus(value.times(0.25));
          case 2 -> Expr.of(new Flip(dice.axes(rank)), variable);
          default -> variable.plus(Expr.of(new Flip(dice.axes(rank)), value)).times(0.5);
        });
  }

  private List<Expr> alike(Expr variable) {
    List<Expr> alike = new ArrayList<>(pool.ofSameShape(variable.shape()));
    pool.values().keySet().stream()
        .filter(v -> v.shape().equals(variable.shape()))
        .forEach(alike::add);
    return alike;
  }
}
