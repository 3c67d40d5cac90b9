package org.chainrule.engine.plan;

import java.util.OptionalInt;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.kernel.Kernel;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.kernel.Sparsity;
import org.jspecify.annotations.Nullable;

/**
 * The kernel for a nest: the one for all places, or where nothing comes of those at which an
 * operand is zero, and enough of its numbers are, the one that leaves these out. It is looked at
 * once in a while how many there are.
 */
final class Density {
  /** So many lanes are worth knowing whether there is anything to be done for them. */
  private static final int WORTH_KNOWING = 32;

  /** One number of so many is to be zero. */
  private static final int ONE_OF = 4;

  /** Runs from one look at the numbers to the next. */
  private static final int PERIOD = 64;

  private final Kernel all;
  private final @Nullable Kernel nonzeros;
  private final int operand;
  private Kernel current;
  private int runs;

  Density(NestPlan plan) {
    all = Kernels.compile(plan.nest());
    current = all;
    OptionalInt sparse =
        plan.lanes() < WORTH_KNOWING ? OptionalInt.empty() : Sparsity.of(plan.nest());
    operand = sparse.orElse(-1);
    nonzeros = sparse.isPresent() ? Kernels.compile(plan.nest().withoutZeros(operand)) : null;
  }

  /** Looks, if it is time, at what the next run reads; see {@link Kernel#run}. */
  void look(Object[] arrays, int[] geometry) {
    if (nonzeros != null && runs++ % PERIOD == 0) {
      current = isSparse(arrays, geometry) ? nonzeros : all;
    }
  }

  /** The kernel for the next run. */
  Kernel kernel() {
    return current;
  }

  private boolean isSparse(Object[] arrays, int[] geometry) {
    int position = geometry[operand];
    int size = geometry[arrays.length];
    int stride = geometry[arrays.length + 2 + operand];
    int zeros = 0;
    for (int i = 0; i < size; i++) {
      zeros += Memory.get(arrays[operand], position + i * stride) == 0 ? 1 : 0;
    }
    return ONE_OF * zeros >= size;
  }
}
