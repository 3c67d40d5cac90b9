package org.chainrule.learn.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;
import org.chainrule.learn.data.Quantities;
import org.chainrule.learn.network.Network;

/**
 * One program for batches of any size: a plan for each size that turns up, with the inputs' and
 * targets' storage, filled in place.
 */
final class Batches {
  /** Builds the program for a batch of inputs and targets. */
  interface Builder extends BiFunction<Expr, Expr, Program> {}

  /** A program ready for batches of one size. */
  record Batch(
      Plan plan, Program program, Storage inputs, Storage targets, int size, List<Noise> noise) {
    /** Stands where a step has no label. */
    private static final int NONE = -1;

    void fill(int place, int example, Features features) {
      features.copy(example, inputs, place * features.width());
    }

    void fill(int place, int example, Dataset data) {
      fill(place, example, data.features());
      aim(place, example, data);
    }

    /** How many of the labels there are. */
    int labelled() {
      int count = targets.size();
      for (int i = 0; i < targets.size(); i++) {
        count -= targets.get(i) == NONE ? 1 : 0;
      }
      return count;
    }

    /** Writes the targets of an example, as many as the network has outputs for. */
    void aim(int place, int example, Dataset data) {
      int width = targets.size() / size;
      int first = place * width;
      switch (data.targets()) {
        case Labels labels -> {
          int from = data.firstLabel(example);
          int count = data.firstLabel(example + 1) - from;
          for (int step = 0; step < width; step++) {
            targets.set(first + step, step < count ? labels.index(from + step) : NONE);
          }
        }
        case Quantities numbers -> {
          for (int k = 0; k < width; k++) {
            targets.set(first + k, numbers.scaled(example, k));
          }
        }
      }
    }
  }

  private final Machine machine;
  private final Network network;
  private final Loss loss;
  private final Builder builder;
  private final Map<Integer, Batch> sizes = new HashMap<>();
  private Optional<Batch> last = Optional.empty();

  Batches(Machine machine, Network network, Loss loss, Builder builder) {
    this.machine = machine;
    this.network = network;
    this.loss = loss;
    this.builder = builder;
  }

  Batch of(int size) {
    if (last.isEmpty() || last.get().size != size) {
      last = Optional.of(batch(size));
    }
    return last.get();
  }

  private Batch batch(int size) {
    return sizes.computeIfAbsent(
        size,
        n -> {
          Expr x = Expr.variable("x", network.input().prepend(n));
          Expr y = Expr.variable("y", loss.targets(network).prepend(n));
          Program program = builder.apply(x, y);
          return new Batch(
              machine.plan(program),
              program,
              machine.storage(x),
              machine.storage(y),
              n,
              Noise.of(program, machine, n));
        });
  }
}
