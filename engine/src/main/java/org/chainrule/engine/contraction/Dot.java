package org.chainrule.engine.contraction;

/**
 * The innermost loop of products of few rows where a row of A and the columns of B lie side by side
 * along the inner axis.
 *
 * <p>An element of C is the sum of {@value #PARTS} partial sums: the i-th adds up p = i, i + 16, …
 * by fused multiply-adds, zeros standing in for what is missing in the end; then those at a
 * distance of 8 are added, of 4, of 2 and of 1.
 */
interface Dot {
  /** The partial sums of an element. */
  int PARTS = 16;

  /**
   * For some columns k from 0 on, as many as the code is made for, finds the partial sums of the
   * numbers from {@code a[ao]} and {@code b[bo + columnsB[columnB + k]]} on, and writes them to
   * {@code sums} from {@code so + 16 k} on.
   *
   * @param inner how many numbers, of which those beyond a multiple of 16 are left out
   */
  void run(
      int inner,
      Object a,
      int ao,
      Object b,
      int bo,
      int[] columnsB,
      int columnB,
      Object sums,
      int so);
}
