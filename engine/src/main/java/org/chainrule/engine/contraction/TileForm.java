package org.chainrule.engine.contraction;

/**
 * A kind of register tile.
 *
 * @param lanes its numbers
 * @param rows how many rows of C it holds
 * @param vectors how many vectors of columns
 * @param packed whether A is packed: a row's number is its place in a column of A, and columns are
 *     {@link Lanes#side} apart
 * @param moved whether the last vector may be moved back, to end with the columns that there are
 */
record TileForm(Lanes lanes, int rows, int vectors, boolean packed, boolean moved) {
  /** How many columns it holds. */
  int width() {
    return vectors * lanes.count();
  }
}
