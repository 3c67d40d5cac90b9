package org.chainrule.engine.plan;

import java.util.List;
import java.util.function.Supplier;
import org.chainrule.engine.layout.Buffer;

/**
 * An instruction in the making.
 *
 * @param what what it does, for people
 * @param flops how many floating-point operations it does in a run, about
 * @param bytes how many bytes it reads and writes at least
 * @param buffers what it uses
 * @param instruction the instruction, once the buffers have their places
 * @param body the steps inside, if it is a loop
 */
record Step(
    String what,
    double flops,
    long bytes,
    List<Buffer> buffers,
    Supplier<Instruction> instruction,
    List<Step> body) {
  Step {
    buffers = List.copyOf(buffers);
    body = List.copyOf(body);
  }

  /** A step that is no loop. */
  Step(
      String what,
      double flops,
      long bytes,
      List<Buffer> buffers,
      Supplier<Instruction> instruction) {
    this(what, flops, bytes, buffers, instruction, List.of());
  }
}
