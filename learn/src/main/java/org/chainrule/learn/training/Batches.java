package org.chainrule.learn.training;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Machine;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.Shape;
import org.chainrule.graph.Storage;
import org.chainrule.learn.data.Features;
import org.chainrule.learn.data.Labels;

/**
 * One program for batches of any size: a plan for each size that turns up, with the inputs' and
 * labels' storage, filled in place.
 */
final class Batches {
  /** Builds the program for a batch of inputs and labels. */
  interface Builder extends BiFunction<Expr, Expr, Program> {}

  /** A program ready for batches of one size. */
  record Batch(Plan plan, Program program, Storage inputs, Storage labels, List<Noise> noise) {
    void fill(int place, int width, int example, Features features) {
      switch (inputs) {
        case Storage.Float32(float[] values) -> features.copy(example, values, place * width);
        case Storage.Float64(double[] values) -> features.copy(example, values, place * width);
      }
    }

    void fill(int place, int width, int example, Features features, Labels truth) {
      fill(place, width, example, features);
      labels.set(place, truth.index(example));
    }
  }

  private final Machine machine;
  private final Shape example;
  private final Builder builder;
  private final Map<Integer, Batch> sizes = new HashMap<>();

  Batches(Machine machine, Shape example, Builder builder) {
    this.machine = machine;
    this.example = example;
    this.builder = builder;
  }

  Batch of(int size) {
    return sizes.computeIfAbsent(
        size,
        n -> {
          Expr x = Expr.variable("x", example.prepend(n));
          Expr y = Expr.variable("y", n);
          Program program = builder.apply(x, y);
          return new Batch(
              machine.plan(program),
              program,
              machine.storage(x),
              machine.storage(y),
              Noise.of(program, machine, n));
        });
  }
}
