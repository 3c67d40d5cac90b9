package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.chainrule.engine.vector.Kernels;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Plan;
import org.chainrule.graph.Program;
import org.chainrule.graph.ShapeException;
import org.chainrule.graph.Tensor;

/** A program as a list of instructions over memory that is laid out once. */
public final class CompiledPlan<A> implements Plan {
  private final Kernels<A> kernels;
  private final List<Instruction> instructions;
  private final Map<Expr, View<A>> outputs;
  private boolean ran;

  private CompiledPlan(
      Kernels<A> kernels, List<Instruction> instructions, Map<Expr, View<A>> outputs) {
    this.kernels = kernels;
    this.instructions = List.copyOf(instructions);
    this.outputs = Map.copyOf(outputs);
  }

  /**
   * Compiles a program.
   *
   * @param variables the regions of variables, which stay where they are
   */
  public static <A> CompiledPlan<A> of(
      Program program, Kernels<A> kernels, Function<Expr, Region<A>> variables) {
    Map<Expr, Expr> expanded = Expansion.of(program.roots());
    Function<Expr, Expr> expand = node -> expanded.getOrDefault(node, node);
    Lowering<A> lowering =
        new Lowering<>(
            kernels, new Scratch<>(kernels), variable -> View.of(variables.apply(variable)));
    lowering.lower(program.roots().stream().map(expand).toList());

    Map<Expr, View<A>> outputs = new HashMap<>();
    for (Expr output : program.outputs()) {
      View<A> view = lowering.view(expand.apply(output));
      if (!pinned(outputs, view) && view.region().placed()) {
        view = View.of(lowering.copy(expand.apply(output)));
      }
      outputs.put(output, view);
    }
    outputs.values().stream()
        .map(View::region)
        .distinct()
        .filter(region -> !region.placed())
        .forEach(region -> region.place(kernels.allocate(region.size()), 0));

    List<Update<A>> updates = new ArrayList<>();
    program
        .updates()
        .forEach(
            (variable, value) -> {
              Expr node = expand.apply(value);
              Region<A> region = lowering.view(node).region();
              boolean exclusive =
                  lowering.movable(node) && updates.stream().noneMatch(u -> u.value == region);
              updates.add(
                  new Update<>(
                      variables.apply(variable), exclusive ? region : lowering.copy(node)));
            });
    List<Step<A>> steps = new ArrayList<>(lowering.steps());
    List<Step<A>> commits = new ArrayList<>();
    for (Update<A> update : updates) {
      if (update.canBeInPlace(steps)) {
        update.value.place(update.variable.array(), 0);
      } else {
        commits.add(update.commit(kernels));
      }
    }
    steps.addAll(commits);
    Layout.place(steps, kernels);
    return new CompiledPlan<>(kernels, steps.stream().map(Step::instruction).toList(), outputs);
  }

  private static <A> boolean pinned(Map<Expr, View<A>> outputs, View<A> view) {
    return outputs.values().stream().anyMatch(other -> other.region() == view.region());
  }

  /** A variable and the region where its new value is computed. */
  private record Update<A>(Region<A> variable, Region<A> value) {
    /**
     * Whether the new value may be computed where the old one lies: nobody reads the old one
     * afterwards, and nothing can fail between.
     */
    boolean canBeInPlace(List<Step<A>> steps) {
      boolean written = false;
      for (Step<A> step : steps) {
        boolean reads = step.reads().contains(variable);
        if (written && (reads || step.mayFail())) {
          return false;
        }
        if (step.writes().contains(value)) {
          written = true;
          if (step.mayFail() || (reads && !step.instruction().canOverwrite(variable, value))) {
            return false;
          }
        }
      }
      return written;
    }

    Step<A> commit(Kernels<A> kernels) {
      Instruction copy =
          new Moves<>(kernels.copying()).copy(View.of(value), View.of(variable), value.size());
      return new Step<>(copy, List.of(value), List.of(variable), false);
    }
  }

  @Override
  public void run() {
    for (int i = 0; i < instructions.size(); i++) {
      instructions.get(i).run();
    }
    ran = true;
  }

  private View<A> output(Expr node) {
    View<A> view = ran ? outputs.get(node) : null;
    if (view == null) {
      throw new IllegalArgumentException(node + " is no output, or the plan never ran");
    }
    return view;
  }

  @Override
  public Tensor value(Expr node) {
    View<A> view = output(node);
    double[] values = new double[node.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = kernels.copying().get(view.array(), view.start() + i);
    }
    return Tensor.of(node.shape(), values);
  }

  @Override
  public double number(Expr node) {
    View<A> view = output(node);
    if (node.shape().elements() != 1) {
      throw new ShapeException("item: shape " + node.shape() + " does not hold exactly one number");
    }
    return kernels.copying().get(view.array(), view.start());
  }
}
