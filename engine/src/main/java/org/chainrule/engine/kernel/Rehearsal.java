package org.chainrule.engine.kernel;

import java.util.Arrays;

/**
 * Work for a kernel: as little as there may be while every operation is interpreted; then, when the
 * kernel has been compiled in haste and compilers watch it, of so many sizes that all of its code
 * runs, and with long loops: what a compiler has never seen run, it leaves out, and a kernel that
 * gets there later is slow again; where loops seem to end at once, registers are given to what is
 * outside of them.
 */
final class Rehearsal {
  /** So many calls make C1 compile a method, if it has not much else to do. */
  private static final int CALLS = 2_200;

  /** So often they are made while there is little work: hardly enough for C2 to compile it. */
  private static final int MOST_SMALL = 2;

  /** So many places axes have at least, but the lanes, when compilers watch. */
  private static final int FEW = 3;

  /**
   * So many they have if that is no more than {@link #WORK}; an odd number, so that some are left
   * where as many are done at a time as a vector has lanes.
   */
  private static final int MANY = 47;

  /** Vector operations in a run, about. */
  private static final long WORK = 2_000;

  /** Elements of an operand, about, that lie between its first and its last. */
  private static final long ROOM = 1 << 18;

  /** An operation that takes longer than this, in nanoseconds, is interpreted. */
  private static final long INTERPRETED = 4_000;

  private final Kernel kernel;
  private final Nest nest;
  private final Object[] arrays;
  private final Object scratch;
  private final int width;
  private final int many;
  private int[][] geometries;
  private long operations;
  private boolean grown;

  /** How often it was to be called for no work before it had grown. */
  private int small;

  /**
   * Work for a kernel.
   *
   * @param width how many lanes a vector has
   */
  Rehearsal(Kernel kernel, Nest nest, int width) {
    this.kernel = kernel;
    this.nest = nest;
    this.width = width;
    int[] lanes = lanes(true);
    many = many(lanes);
    arrays = new Object[nest.operands()];
    for (int operand = 0; operand < arrays.length; operand++) {
      int extent = extent(operand, 1, many) + extent(operand, -1, many);
      arrays[operand] = ones(1 + Math.abs(nest.strides().get(operand)) * (lanes[0] - 1) + extent);
    }
    scratch = ones(Kernels.SCRATCH);
    set(lanes(false), 1);
  }

  /** How many lanes there are in turn: all blocks of vectors are to occur, full and not. */
  private int[] lanes(boolean all) {
    int w = width;
    if (nest.lanes() > 0) {
      return new int[] {nest.lanes()};
    }
    return all
        ? new int[] {12 * w, 1, w - 1, w, 2 * w + 1, 4 * w, 7 * w + 3}
        : new int[] {2 * w + 1};
  }

  private int many(int[] lanes) {
    // So many that a vector of rows, or of places that may be zero, is full.
    int least = nest.lanes() > 0 || nest.sparse().isPresent() ? Math.max(FEW, width + 1) : FEW;
    int places = MANY;
    while (places > least && (operations(lanes, places) > WORK || room(places) > ROOM)) {
      places -= 2;
    }
    return places;
  }

  private long room(int places) {
    long most = 0;
    for (int operand = 0; operand < nest.operands(); operand++) {
      most = Math.max(most, extent(operand, 1, places) + (long) extent(operand, -1, places));
    }
    return most;
  }

  private void set(int[] lanes, int... places) {
    geometries =
        Arrays.stream(places)
            .boxed()
            .flatMap(each -> Arrays.stream(lanes).mapToObj(of -> geometry(of, each)))
            .toArray(int[][]::new);
    operations = Arrays.stream(places).mapToLong(each -> operations(lanes, each)).sum();
  }

  /**
   * About the vector operations of a run: what lies apart is loaded and stored one by one, which is
   * no operation of a schedule.
   */
  private long operations(int[] lanes, int places) {
    long rows = (long) Math.pow(places, nest.axes() - 1);
    long apart = nest.strides().stream().filter(stride -> stride != 0 && stride != 1).count();
    long operations = Kernels.operations(nest) + nest.stores().size() + 2L * width * apart;
    return Math.ceilDiv(rows * Arrays.stream(lanes).sum() * operations, width);
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

  /** How far elements lie apart along the axes before the lanes, upwards (1) or downwards (-1). */
  private int extent(int operand, int direction, int places) {
    int extent = 0;
    for (int axis = 0; axis < nest.axes() - 1; axis++) {
      extent += Math.max(0, direction * nest.step(operand, axis).orElse(0)) * (places - 1);
    }
    return extent;
  }

  /** All places but the lanes are the same one where the nest leaves this open. */
  private int[] geometry(int of, int places) {
    int[] geometry = new int[nest.geometry(places)];
    for (int operand = 0; operand < nest.operands(); operand++) {
      int stride = nest.strides().get(operand);
      geometry[operand] = (stride < 0 ? -stride * (of - 1) : 0) + extent(operand, -1, places);
    }
    int sizes = nest.operands();
    Arrays.fill(geometry, sizes, sizes + nest.axes() - 1, places);
    geometry[sizes + nest.axes() - 1] = of;
    return geometry;
  }

  /** Runs the kernel on all sizes; returns about how many vector operations that took. */
  long run() {
    long done = operations;
    long start = System.nanoTime();
    for (int[] geometry : geometries) {
      int end = geometry[nest.operands() + (nest.outer() > 0 ? 0 : nest.axes() - 1)];
      kernel.run(arrays, geometry, scratch, 0, end);
    }
    if (!grown && System.nanoTime() - start < INTERPRETED * done) {
      grow();
    }
    return done;
  }

  /**
   * From now on there is as much work as for a kernel that has been compiled in haste, and next to
   * none, for which there may be other code.
   */
  void grow() {
    grown = true;
    set(lanes(true), nest.axes() == 1 ? new int[] {1} : new int[] {many, 1});
  }

  /**
   * Calls the kernel for no work, as compilers count calls, too; but while there is little work,
   * only so often that it is compiled in haste, and not for good before all of it has run.
   */
  void call() {
    if (grown || small++ < MOST_SMALL) {
      for (int i = 0; i < CALLS; i++) {
        kernel.run(arrays, geometries[0], scratch, 1, 0);
      }
    }
  }
}
