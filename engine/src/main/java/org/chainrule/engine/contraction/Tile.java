package org.chainrule.engine.contraction;

/**
 * The innermost loop of products: a tile of C, its sums in registers. Every element is one chain of
 * fused multiply-adds along the inner axis, from first to last.
 */
interface Tile {
  /**
   * C = A·B, or C = C + A·B if there is {@code more} to come to it. Element (r, p) of A lies at
   * {@code ao + rowsA[rowA + r] + innerA[pa + p]}, element (p, j) of B at {@code bo + innerB[pb +
   * p] + j}, element (r, j) of C at {@code co + rowsC[rowC + r] + j}. Code that is made for one way
   * in which these lie doesn't look into all of the tables.
   *
   * @param rows how many rows, those that the tile is made for
   * @param columns how many columns: as many as the tile's vectors hold, or less, but more than one
   *     vector less does, if the last may be moved back; B and C must have room for whole vectors
   * @param inner how many products are added up
   */
  void run(
      int rows,
      int columns,
      int inner,
      Object a,
      int ao,
      int[] rowsA,
      int rowA,
      int[] innerA,
      int pa,
      Object b,
      int bo,
      int[] innerB,
      int pb,
      Object c,
      int co,
      int[] rowsC,
      int rowC,
      boolean more);
}
