package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.layout.Buffer;
import org.chainrule.engine.thread.Workers;

/**
 * What all instructions of a plan share.
 *
 * @param memory the variables
 * @param workers the threads
 * @param scratch for each thread the working memory of {@linkplain Kernels#SCRATCH kernels}
 * @param filled buffers that hold a number at first
 */
@SuppressWarnings("ArrayRecordComponent") // belongs to the plan
record Context(Memory memory, Workers workers, Object[] scratch, List<Filled> filled) {
  /** A buffer and the number that it is filled with before the first run. */
  record Filled(Buffer buffer, double number) {}

  static Context of(Memory memory, Workers workers) {
    return new Context(
        memory,
        workers,
        IntStream.range(0, workers.threads())
            .mapToObj(i -> memory.allocate(Kernels.SCRATCH))
            .toArray(),
        new ArrayList<>());
  }

  /** The same for work that one thread does by itself. */
  Context alone(int thread) {
    return new Context(memory, Workers.shared(1), new Object[] {scratch[thread]}, filled);
  }
}
