package org.chainrule.engine.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.chainrule.engine.vector.Kernels;

/**
 * Registers that hold a block of numbers each, for {@link BlockProgram}s: all programs of a plan
 * share them, as one runs at a time.
 */
final class Scratch<A> {
  /** Numbers in a block: a dozen blocks fit the nearest cache. */
  static final int BLOCK = 1024;

  private final Kernels<A> kernels;
  private final List<Region<A>> registers = new ArrayList<>();
  private final Map<Double, Region<A>> constants = new HashMap<>();

  Scratch(Kernels<A> kernels) {
    this.kernels = kernels;
  }

  /** The register with this number. */
  Region<A> register(int number) {
    while (registers.size() <= number) {
      registers.add(block());
    }
    return registers.get(number);
  }

  /** A block that holds a number everywhere and that nothing writes. */
  Region<A> constant(double number) {
    return constants.computeIfAbsent(
        number,
        key -> {
          Region<A> filled = block();
          kernels.copying().fill(key, filled.array(), 0, BLOCK);
          return filled;
        });
  }

  private Region<A> block() {
    return Region.of(kernels.allocate(BLOCK), BLOCK);
  }
}
