package org.chainrule.engine.plan;

import java.util.List;

/**
 * A straight-line program that runs over the elements of equally large nodes, block by block, so
 * that what passes from one kernel to the next stays in the nearest cache.
 */
final class BlockProgram<A> implements Instruction {
  private final int size;
  private final int block;
  private final List<Access<A>> accesses;
  private final List<BlockInstruction<A>> instructions;

  /**
   * A program.
   *
   * @param size how many elements
   * @param block how many at a time
   */
  BlockProgram(
      int size, int block, List<BlockInstruction<A>> instructions, List<Access<A>> accesses) {
    this.size = size;
    this.block = block;
    this.instructions = List.copyOf(instructions);
    this.accesses = List.copyOf(accesses);
  }

  /** A kernel with its operands. */
  interface BlockInstruction<A> {
    /** Where the result goes. */
    Operand<A> z();

    /** Computes the elements from this one on. */
    void run(int from, int n);
  }

  /**
   * Where a block of numbers lies.
   *
   * @param view the numbers
   * @param whole whether the view holds all elements, not just the current block
   */
  record Operand<A>(View<A> view, boolean whole) {
    A array() {
      return view.array();
    }

    int position(int from) {
      return whole ? view.start() + from : view.start();
    }
  }

  /**
   * A use of memory.
   *
   * @param time the place of the instruction in the program
   * @param inPlace whether element i is at place i of the region
   */
  record Access<A>(Region<A> region, int time, boolean writes, boolean inPlace) {}

  @Override
  public void run() {
    for (int from = 0; from < size; from += block) {
      int n = Math.min(block, size - from);
      for (int i = 0; i < instructions.size(); i++) {
        instructions.get(i).run(from, n);
      }
    }
  }

  @Override
  public boolean canOverwrite(Region<?> read, Region<?> written) {
    int lastRead = -1;
    int firstWrite = Integer.MAX_VALUE;
    for (Access<A> access : accesses) {
      if (access.region == read) {
        if (!access.inPlace || access.writes) {
          return false;
        }
        lastRead = Math.max(lastRead, access.time);
      }
      if (access.region == written && access.writes) {
        firstWrite = Math.min(firstWrite, access.time);
      }
    }
    return lastRead <= firstWrite && firstWrite < Integer.MAX_VALUE;
  }
}
