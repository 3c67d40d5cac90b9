package org.chainrule.engine.contraction;

/**
 * A kind of register tile.
 *
 * @param lanes its numbers
 * @param rows how many rows of C it holds
 * @param vectors how many vectors of columns
 * @param masked whether the last vector may be filled in part
 * @param a how it steps along a row of A
 * @param b how it steps along a column of B, of which the elements of a row always lie side by side
 */
record TileForm(Lanes lanes, int rows, int vectors, boolean masked, Access a, Access b) {
  /** How many columns it holds. */
  int width() {
    return vectors * lanes.count();
  }
}
