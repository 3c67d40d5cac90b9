package org.chainrule.engine.kernel;

/**
 * Compiled loops of a {@link Nest}. Instances hold no state and may run on many threads at once.
 */
public interface Kernel {
  /**
   * Does a range of the work.
   *
   * @param arrays the operands, {@code float[]} or {@code double[]}
   * @param geometry the first position of every operand; then the sizes of the axes, outermost
   *     first, the lanes last; then for every operand its strides along the axes without the lanes;
   *     then {@linkplain Nest#geometry room for notes}, in which all threads write the same
   * @param scratch {@value Kernels#SCRATCH} numbers that belong to the calling thread, an array of
   *     the same type
   * @param from the first place of the outermost outer axis; without outer axes the first lane, if
   *     lanes are not reduced nor {@linkplain Nest#lanes few}
   * @param to the place after the last, if that is {@code from} or after it; else nothing is done;
   *     ignored, as is {@code from}, where there is nothing to split
   */
  void run(Object[] arrays, int[] geometry, Object scratch, int from, int to);
}
