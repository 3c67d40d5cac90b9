package org.chainrule.engine.plan;

import java.util.Objects;
import java.util.OptionalInt;
import org.chainrule.engine.fusion.NestPlan;
import org.chainrule.engine.kernel.Kernel;
import org.chainrule.engine.kernel.Kernels;
import org.chainrule.engine.kernel.Nest;
import org.chainrule.engine.kernel.Sparsity;
import org.jspecify.annotations.Nullable;

/**
 * The kernel for a nest: the one for all places, or where nothing comes of those at which an
 * operand is zero, and enough of its numbers are, the one that leaves these out. It is looked at
 * once in a while how many there are; where that decides, a kernel is made when it is first wanted.
 */
final class Density {
  /** So many lanes are worth knowing whether there is anything to be done for them. */
  private static final int WORTH_KNOWING = 32;

  /** One number of so many is to be zero. */
  private static final int ONE_OF = 4;

  /** Runs from one look at the numbers to the next; a prime, as loops may have 64 steps. */
  private static final int PERIOD = 61;

  private final Nest nest;

  /** The operand whose zeros count, or −1; its numbers, and how far apart they lie. */
  private final int operand;

  private final int size;
  private final int stride;

  private @Nullable Kernel all;

  private @Nullable Kernel nonzeros;

  /** None before the first look at an operand whose zeros count. */
  private @Nullable Kernel kernel;

  private int runs;

  Density(NestPlan plan) {
    nest = plan.nest();
    OptionalInt found = plan.lanes() < WORTH_KNOWING ? OptionalInt.empty() : sparse(plan);
    operand = found.orElse(-1);
    size = found.isPresent() ? plan.sizes().getFirst() : 0;
    stride = found.isPresent() ? plan.strides().getFirst().get(operand) : 0;
    kernel = operand >= 0 ? null : all();
  }

  private static OptionalInt sparse(NestPlan plan) {
    return Sparsity.of(plan.nest())
        .filter(operand -> plan.strides().getFirst().get(operand) != 0)
        .findFirst();
  }

  /** Looks, if it is time, at what the next run reads; see {@link Kernel#run}. */
  void look(Object[] arrays, int[] geometry) {
    if (operand >= 0 && runs++ % PERIOD == 0) {
      kernel = isSparse(arrays[operand], geometry[operand]) ? nonzeros() : all();
    }
  }

  /** The kernel for the next run, which was looked at. */
  Kernel kernel() {
    return Objects.requireNonNull(kernel);
  }

  private Kernel all() {
    if (all == null) {
      all = Kernels.compile(nest);
    }
    return all;
  }

  private Kernel nonzeros() {
    if (nonzeros == null) {
      nonzeros = Kernels.compile(nest.withoutZeros(operand));
    }
    return nonzeros;
  }

  private boolean isSparse(Object array, int position) {
    int zeros = 0;
    for (int i = 0; i < size; i++) {
      zeros += Memory.get(array, position + i * stride) == 0 ? 1 : 0;
    }
    return ONE_OF * zeros >= size;
  }
}
