package org.chainrule.engine.vector;

/**
 * The innermost loops of matrix products.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface Tiles<A> {
  /** The numbers in a vector. */
  int lanes();

  /** The rows of the highest tile of two vectors' width whose sums fit the registers. */
  int tallest();

  /**
   * A tile of C, as wide as that many vectors: C = A·B, or C = C + A·B if there is {@code more} to
   * come to it. Element (r, p) of A lies at {@code ao + r ars + p aps}, rows of B and C are {@code
   * bs} and {@code cs} apart. For one vector there are tiles of 1 and 8 rows, for two of 1, 4 and
   * 12, for four of 1.
   */
  void tile(
      int rows,
      int vectors,
      int inner,
      A a,
      int ao,
      int ars,
      int aps,
      A b,
      int bo,
      int bs,
      A c,
      int co,
      int cs,
      boolean more);
}
