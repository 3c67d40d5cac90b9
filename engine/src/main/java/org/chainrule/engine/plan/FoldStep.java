package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.chainrule.engine.fusion.NestBuilder;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.fusion.Position;
import org.chainrule.engine.kernel.Kernel;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.layout.Factors;
import org.chainrule.engine.layout.Strided;
import org.chainrule.engine.layout.View;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.Fold;

/** Windows added up where they overlap: all elements at one place of a window after the other. */
final class FoldStep {
  private FoldStep() {}

  /** Adds to a value that holds zeros. */
  static Step of(Fold op, Shape windows, View from, View to, Context context) {
    int inner = op.unfold().sizes().size();
    int outer = windows.rank() - inner;
    Strided target = to.strided().through(op.unfold(), windows).orElseThrow();
    List<int[]> offsets = new ArrayList<>(List.of(new int[2]));
    for (int axis = outer; axis < windows.rank(); axis++) {
      offsets =
          finer(
              offsets,
              windows.size(axis),
              target.axes().get(axis),
              from.strided().axes().get(axis));
    }
    Shape places = windows.range(0, outer);
    NestPlan plan =
        new NestBuilder(context.memory().precision(), Position.squeezed(places), Set.of())
            .add(from.with(leading(from.strided(), outer)), to.with(leading(target, outer)));
    List<int[]> all = offsets;
    return new Step(
        "fold " + windows,
        windows.elements(),
        3L * context.memory().bytes() * windows.elements(),
        NestStep.buffers(from, to),
        () -> new Run(plan, all, context));
  }

  private static Strided leading(Strided strided, int axes) {
    return new Strided(strided.offset(), strided.axes().subList(0, axes));
  }

  private static List<int[]> finer(
      List<int[]> offsets, int size, List<Strided.Factor> to, List<Strided.Factor> from) {
    List<int[]> finer = new ArrayList<>();
    for (int[] offset : offsets) {
      for (int i = 0; i < size; i++) {
        finer.add(
            new int[] {offset[0] + Factors.position(to, i), offset[1] + Factors.position(from, i)});
      }
    }
    return finer;
  }

  private static final class Run implements Instruction {
    private final Kernel kernel;
    private final Object[] arrays;
    private final int[] geometry;
    private final int[] positions = new int[2];
    private final Object scratch;
    private final int end;
    private final int[][] offsets;

    Run(NestPlan plan, List<int[]> offsets, Context context) {
      kernel = Kernels.compile(plan.nest());
      arrays = plan.operands().stream().map(view -> view.buffer().array()).toArray();
      geometry = plan.geometry();
      plan.operands().get(0).bind(positions, 0);
      plan.operands().get(1).bind(positions, 1);
      scratch = context.scratch()[0];
      end = plan.end();
      this.offsets = offsets.toArray(int[][]::new);
    }

    @Override
    public void run() {
      for (int[] offset : offsets) {
        geometry[0] = positions[0] + offset[0];
        geometry[1] = positions[1] + offset[1];
        kernel.run(arrays, geometry, scratch, 0, end);
      }
    }
  }
}
