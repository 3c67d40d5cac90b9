package org.chainrule.engine.kernel;

import java.util.List;

/**
 * One operation of straight code.
 *
 * @param operation what is done
 * @param operands the steps whose results it takes
 * @param detail of {@link Operation#LOAD} the operand, of {@link Operation#NUMBER} and {@link
 *     Operation#POWER} the bits of the binary64 number, of {@link Operation#WORD} the bits, of a
 *     shift the distance
 */
record Step(Operation operation, List<Integer> operands, long detail) {
  Step {
    operands = List.copyOf(operands);
  }

  /** The number of a {@link Operation#NUMBER} or {@link Operation#POWER}. */
  double number() {
    return Double.longBitsToDouble(detail);
  }

  /** Whether it is a total over the reduced axes. */
  boolean isTotal() {
    return operation.isTotal();
  }
}
