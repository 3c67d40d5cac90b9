package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.List;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.View;
import org.chainrule.engine.thread.Task;
import org.chainrule.engine.thread.Workers;

/** Nests of loops, run by kernels and shared out among threads where they are long. */
final class NestStep {
  /** Operations below which a nest is run by the caller alone: some microseconds of vectors. */
  private static final long WORTH_SHARING = 400_000;

  /** Lanes are shared out in whole blocks of vectors. */
  private static final int LANES = 64;

  private NestStep() {}

  static Step of(NestPlan plan, Context context, String what) {
    List<Buffer> buffers = plan.operands().stream().map(View::buffer).toList();
    long places = plan.places();
    long bytes = 0;
    for (View operand : plan.operands()) {
      bytes += (long) context.memory().bytes() * operand.strided().elements();
    }
    return new Step(
        what,
        (double) places * Kernels.operations(plan.nest()),
        bytes,
        buffers,
        () -> new Run(plan, context));
  }

  private static final class Run implements Instruction, Task {
    private final Density density;
    private final Object[] arrays;
    private final int[] geometry;
    private final Object[] scratch;
    private final Workers workers;
    private final int end;
    private final int grain;
    private final boolean shared;

    Run(NestPlan plan, Context context) {
      density = new Density(plan);
      arrays = plan.operands().stream().map(view -> view.buffer().array()).toArray();
      geometry = plan.geometry();
      for (int operand = 0; operand < arrays.length; operand++) {
        plan.operands().get(operand).bind(geometry, operand);
      }
      scratch = context.scratch();
      workers = context.workers();
      boolean byLanes = plan.nest().outer() == 0;
      end = plan.end();
      grain = byLanes ? LANES : 1;
      boolean whole = byLanes && (plan.nest().lanesReduced() || plan.nest().lanes() > 0);
      long effort = plan.places() * Kernels.operations(plan.nest());
      shared = workers.threads() > 1 && !whole && end > grain && effort >= WORTH_SHARING;
    }

    @Override
    public void run() {
      density.look(arrays, geometry);
      if (shared) {
        workers.run(this);
      } else {
        density.kernel().run(arrays, geometry, scratch[0], 0, end);
      }
    }

    @Override
    public void run(int thread, int threads) {
      int grains = Math.ceilDiv(end, grain);
      int from = Math.min(end, (int) ((long) grains * thread / threads) * grain);
      int to = Math.min(end, (int) ((long) grains * (thread + 1) / threads) * grain);
      if (from < to) {
        density.kernel().run(arrays, geometry, scratch[thread], from, to);
      }
    }
  }

  /** The buffers of several views. */
  static List<Buffer> buffers(View... views) {
    List<Buffer> buffers = new ArrayList<>();
    for (View view : views) {
      buffers.add(view.buffer());
    }
    return buffers;
  }
}
