package org.chainrule.engine.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Small work for a kernel, of so many sizes that all of its code runs: what a compiler has never
 * seen run, it leaves out, and a kernel that gets there later is slow again.
 */
final class Rehearsal {
  private static final int[] LANES = {192, 1, 15, 16, 33, 64, 115};
  private static final int OUTER = 2;
  private static final int LOOPS = 3;
  private static final int CALLS = 300;

  /** So many runs show the compiler what code runs how often. */
  private static final int PROFILED = 20;

  private final Nest nest;
  private final Object[] arrays;
  private final Object scratch;
  private final List<int[]> geometries = new ArrayList<>();
  private final int[] empty;
  private long places;
  private int runs;

  Rehearsal(Nest nest) {
    this.nest = nest;
    int[] sizes = nest.lanes() > 0 ? new int[] {nest.lanes()} : LANES;
    arrays = new Object[nest.operands()];
    for (int operand = 0; operand < arrays.length; operand++) {
      arrays[operand] =
          ones(
              1
                  + Math.abs(nest.strides().get(operand)) * (sizes[0] - 1)
                  + extent(operand, 1)
                  + extent(operand, -1));
    }
    empty = geometry(nest.lanes());
    scratch = ones(Kernels.SCRATCH);
    for (int lanes : sizes) {
      geometries.add(geometry(lanes));
      places += (long) Math.pow(OUTER, nest.outer()) * (long) Math.pow(LOOPS, nest.loops()) * lanes;
    }
  }

  private Object ones(int length) {
    return switch (nest.precision()) {
      case FLOAT32 -> {
        float[] array = new float[length];
        Arrays.fill(array, 1);
        yield array;
      }
      case FLOAT64 -> {
        double[] array = new double[length];
        Arrays.fill(array, 1);
        yield array;
      }
    };
  }

  private int size(int axis) {
    return axis < nest.outer() ? OUTER : LOOPS;
  }

  /** How far elements lie apart along the axes before the lanes, upwards (1) or downwards (-1). */
  private int extent(int operand, int direction) {
    int extent = 0;
    for (int axis = 0; axis < nest.axes() - 1; axis++) {
      int step = direction * nest.step(operand, axis).orElse(0);
      extent += Math.max(0, step) * (size(axis) - 1);
    }
    return extent;
  }

  /** All places but the lanes are the same one where the nest leaves this open. */
  private int[] geometry(int lanes) {
    int[] geometry = new int[nest.geometry()];
    for (int operand = 0; operand < nest.operands(); operand++) {
      int stride = nest.strides().get(operand);
      geometry[operand] = (stride < 0 ? -stride * (lanes - 1) : 0) + extent(operand, -1);
    }
    int sizes = nest.operands();
    Arrays.fill(geometry, sizes, sizes + nest.outer(), OUTER);
    Arrays.fill(geometry, sizes + nest.outer(), sizes + nest.outer() + nest.loops(), LOOPS);
    geometry[sizes + nest.axes() - 1] = lanes;
    return geometry;
  }

  /** How many elements a run is about. */
  long places() {
    return places;
  }

  /** Runs the kernel on all sizes. */
  void run(Kernel kernel) {
    for (int[] geometry : geometries) {
      int end = geometry[nest.operands() + (nest.outer() > 0 ? 0 : nest.axes() - 1)];
      kernel.run(arrays, geometry, scratch, 0, end);
    }
  }

  /** Once it has run some times, calls the kernel with next to no work. */
  void call(Kernel kernel) {
    if (++runs <= PROFILED) {
      return;
    }
    for (int i = 0; i < CALLS; i++) {
      kernel.run(arrays, empty, scratch, 0, 0);
    }
  }
}
