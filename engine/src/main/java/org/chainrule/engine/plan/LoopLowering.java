package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.chainrule.engine.vector.Kernels;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.Loop;

/** From a loop to an instruction that holds the steps of its body. */
final class LoopLowering {
  private LoopLowering() {}

  /** The instruction, and whether one in the body may throw. */
  record Result(Instruction instruction, boolean mayFail) {}

  static <A> Result of(
      Loop op, List<View<A>> inputs, View<A> to, Kernels<A> kernels, Scratch<A> scratch) {
    Map<Expr, View<A>> bound = new HashMap<>();
    List<Region<A>> states = new ArrayList<>();
    for (Expr state : op.states()) {
      int size = state.shape().elements();
      Region<A> region = Region.of(kernels.allocate(size), size);
      states.add(region);
      bound.put(state, View.of(region));
    }
    List<LoopRun.Moving<A>> slices = new ArrayList<>();
    for (int i = 0; i < op.slices().size(); i++) {
      Expr slice = op.slices().get(i);
      Region<A> region = Region.of(kernels.allocate(0), slice.shape().elements());
      slices.add(new LoopRun.Moving<>(region, inputs.get(states.size() + i)));
      bound.put(slice, View.of(region));
    }
    for (int i = 0; i < op.invariants().size(); i++) {
      bound.put(op.invariants().get(i), inputs.get(states.size() + slices.size() + i));
    }

    List<Expr> roots = new ArrayList<>(op.next());
    roots.addAll(op.emitted());
    Map<Expr, Expr> expanded = Expansion.of(roots);
    List<Expr> results = roots.stream().map(r -> expanded.getOrDefault(r, r)).toList();
    Lowering<A> body =
        new Lowering<>(
            kernels,
            scratch,
            variable -> bound.getOrDefault(variable, View.of(Region.of(kernels.allocate(0), 0))));
    body.lower(results);
    Set<Region<A>> taken = new HashSet<>();
    List<Region<A>> owned = new ArrayList<>();
    for (Expr result : results) {
      Region<A> region = body.view(result).region();
      owned.add(body.movable(result) && taken.add(region) ? region : body.copy(result));
    }
    for (Region<A> region : owned) {
      region.place(kernels.allocate(region.size()), 0);
    }
    Layout.place(body.steps(), kernels);
    return new Result(
        new LoopRun<>(
            kernels.copying(),
            op.steps(),
            op.backward(),
            inputs.subList(0, states.size()),
            states,
            owned.subList(0, states.size()),
            slices,
            owned.subList(states.size(), owned.size()),
            body.steps().stream().map(Step::instruction).toList(),
            to),
        body.steps().stream().anyMatch(Step::mayFail));
  }
}
