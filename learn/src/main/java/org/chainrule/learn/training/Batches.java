package org.chainrule.learn.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Storage;
import org.chainrule.learn.data.Dataset;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.network.Network;

/**
 * One program for batches of any size: a plan for each size that turns up, with the inputs' and
 * labels' storage, filled in place.
 */
final class Batches {
  /** Builds the program for a batch of inputs and labels. */
  interface Builder extends BiFunction<Expr, Expr, Program> {}

  /** A program ready for batches of one size. */
  record Batch(
      Plan plan, Program program, Storage inputs, Storage labels, int size, List<Noise> noise) {
    /** Stands where a step has no label. */
    private static final int NONE = -1;

    void fill(int place, int width, int example, Features features) {
      switch (inputs) {
        case Storage.Float32(float[] values) -> features.copy(example, values, place * width);
        case Storage.Float64(double[] values) -> features.copy(example, values, place * width);
      }
    }

    void fill(int place, int example, Dataset data) {
      fill(place, data.width(), example, data.features());
      label(place, example, data);
    }

    /** How many labels there are. */
    int labelled() {
      int count = labels.size();
      for (int i = 0; i < labels.size(); i++) {
        count -= labels.get(i) == NONE ? 1 : 0;
      }
      return count;
    }

    /** Writes the labels of an example, as many as the network has outputs for one. */
    void label(int place, int example, Dataset data) {
      int width = labels.size() / size;
      int first = data.firstLabel(example);
      int count = data.firstLabel(example + 1) - first;
      for (int step = 0; step < width; step++) {
        labels.set(place * width + step, step < count ? data.labels().index(first + step) : NONE);
      }
    }
  }

  private final Machine machine;
  private final Network network;
  private final Builder builder;
  private final Map<Integer, Batch> sizes = new HashMap<>();

  Batches(Machine machine, Network network, Builder builder) {
    this.machine = machine;
    this.network = network;
    this.builder = builder;
  }

  Batch of(int size) {
    return sizes.computeIfAbsent(
        size,
        n -> {
          Expr x = Expr.variable("x", network.input().prepend(n));
          Expr y = Expr.variable("y", network.labels().prepend(n));
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
