package org.chainrule.engine.plan;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.layout.Placement;

/** The memory of steps that are repeated inside another step. */
final class Workspace {
  private final Buffer buffer;
  private final Placement placement = new Placement();
  private final Set<Buffer> used;
  private List<Step> steps = List.of();

  /**
   * A workspace.
   *
   * @param buffer all of it, of a size that is not known yet
   */
  Workspace(Buffer buffer) {
    this.buffer = buffer;
    used = new LinkedHashSet<>(List.of(buffer));
  }

  Buffer buffer() {
    return buffer;
  }

  /** What the steps use outside, and the workspace itself. */
  Set<Buffer> used() {
    return used;
  }

  /** Finds places for all that the steps use within. */
  void arrange(List<Step> all) {
    steps = List.copyOf(all);
    for (int time = 0; time < steps.size(); time++) {
      for (Buffer each : steps.get(time).buffers()) {
        if (each.isWithin(buffer)) {
          placement.use(each, time);
        } else {
          used.add(each);
        }
      }
    }
    placement.arrange();
    buffer.resize(placement.size(), placement.leastSize());
  }

  List<Step> steps() {
    return steps;
  }

  /** The operations of all steps together. */
  double flops() {
    return steps.stream().mapToDouble(Step::flops).sum();
  }

  /** The bytes that all steps together move. */
  long bytes() {
    return steps.stream().mapToLong(Step::bytes).sum();
  }

  /** The instructions, once the workspace has its place. */
  Instruction[] instructions() {
    placement.place(buffer.array());
    return steps.stream().map(step -> step.instruction().get()).toArray(Instruction[]::new);
  }
}
