package org.chainrule.engine.vector;

/**
 * Rearranging blocks of matrices for {@link Tiles}, and products that need no tiles.
 *
 * @param <A> {@code float[]} or {@code double[]}
 */
interface Panels<A> {
  /** An empty array. */
  A none();

  /**
   * Copies a block to lines of a given width, filled up with zeros: line s holds the elements at
   * {@code xo + slow(s) + fast(f)}.
   */
  void pack(
      A x,
      int xo,
      Offsets slow,
      int firstSlow,
      int slows,
      Offsets fast,
      int firstFast,
      int fasts,
      A z,
      int zo,
      int width);

  /** A tile whose lines are {@code width} long from a block of C. */
  void load(
      A c,
      int co,
      Offsets rows,
      int firstRow,
      int rowCount,
      Offsets columns,
      int firstColumn,
      int columnCount,
      A tile,
      int to,
      int width);

  /** A block of C from a tile whose lines are {@code width} long. */
  void store(
      A tile,
      int to,
      int width,
      A c,
      int co,
      Offsets rows,
      int firstRow,
      int rowCount,
      Offsets columns,
      int firstColumn,
      int columnCount);

  /** Element by element, for what is small: C = A·B of one matrix. */
  void plain(Product product, A a, int ao, A b, int bo, A c, int co);

  /** The sum of n products in parts side by side. */
  void dot(A a, int ao, A b, int bo, int n, A c, int co);

  /** C = a bᵀ, where neighbours of b and those along C's rows lie side by side. */
  void outer(A a, int ao, Offsets rowsA, A b, int bo, A c, int co, Offsets rowsC, int columns);
}
