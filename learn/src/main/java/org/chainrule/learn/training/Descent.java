package org.chainrule.learn.training;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Storage;
import org.chainrule.learn.network.Network;
import org.chainrule.learn.network.Parameter;
import org.chainrule.learn.optimizer.Lbfgs;
import org.chainrule.learn.optimizer.Lbfgs.State;
import org.chainrule.learn.optimizer.QuasiNewton;

/** Training by {@link QuasiNewton}: moves the parameters by the gradients that a plan tells. */
final class Descent {
  private final double tolerance;
  private final List<Storage> weights;
  private final List<Storage> gradients;
  private final Storage objective;
  private final int size;
  private final Mark running;
  private Optional<Lbfgs> search = Optional.empty();

  Descent(Network network, QuasiNewton rule, Machine machine) {
    tolerance = rule.tolerance();
    List<Parameter> trained = network.trained();
    weights = trained.stream().map(p -> machine.storage(p.variable())).toList();
    gradients = trained.stream().map(p -> machine.storage(QuasiNewton.gradient(p))).toList();
    objective = machine.storage(QuasiNewton.OBJECTIVE);
    size = weights.stream().mapToInt(Storage::size).sum();
    running =
        new Mark(
            machine,
            network.parameters().stream()
                .filter(p -> p.role() == Parameter.Role.RUNNING)
                .map(Parameter::variable)
                .toList());
  }

  /**
   * Takes a step; the plan was last run where that ended, and the parameters are there. Running
   * statistics move once, by what the network sees there, and not by what was only tried.
   */
  void step(Plan plan) {
    Lbfgs current = search.orElseGet(this::begin);
    search = Optional.of(current);
    int before = current.steps();
    running.move();
    while (current.state() == State.SEARCHING && current.steps() == before) {
      write(current.point());
      run(plan);
      current.tell(objective.get(0), gathered(gradients));
    }
    write(current.standing().point());
    if (isOver()) {
      run(plan); // the last evaluation may have been elsewhere, or long ago
    }
  }

  private void run(Plan plan) {
    running.restore();
    plan.run();
  }

  private Lbfgs begin() {
    return new Lbfgs(gathered(weights), tolerance, Integer.MAX_VALUE, Integer.MAX_VALUE);
  }

  private boolean isOver() {
    return search.filter(s -> s.state() != State.SEARCHING).isPresent();
  }

  /** Why no step will lower the loss any more, if none will. */
  Optional<History.End> end() {
    return search.flatMap(
        s ->
            switch (s.state()) {
              case SEARCHING -> Optional.empty();
              case CONVERGED -> Optional.of(History.End.MINIMUM);
              case EXHAUSTED, STUCK -> Optional.of(History.End.STUCK);
            });
  }

  /** What to go on from; nothing before the first step. */
  Optional<Lbfgs.Standing> standing() {
    return search.map(Lbfgs::standing);
  }

  /**
   * Goes on from there, or from the parameters' values.
   *
   * @throws IllegalArgumentException if that is of other parameters
   */
  void restore(Optional<Lbfgs.Standing> standing) {
    standing.ifPresent(
        from -> {
          if (from.point().length != size) {
            throw new IllegalArgumentException(
                "the state is of " + from.point().length + " numbers, not " + size);
          }
        });
    search = standing.map(from -> new Lbfgs(from, tolerance));
  }

  private double[] gathered(List<Storage> parts) {
    double[] all = new double[size];
    int from = 0;
    for (Storage part : parts) {
      for (int i = 0; i < part.size(); i++) {
        all[from++] = part.get(i);
      }
    }
    return all;
  }

  private void write(double[] point) {
    int from = 0;
    for (Storage part : weights) {
      for (int i = 0; i < part.size(); i++) {
        part.set(i, point[from++]);
      }
    }
  }
}
