package org.chainrule.engine.contraction;

/**
 * A kind of register tile.
 *
 * @param lanes its numbers
 * @param rows how many rows of C it holds
 * @param vectors how many vectors of columns
 * @param masked whether the last vector may be filled in part
 * @param packedA whether neighbours in a column of A lie side by side, and columns as far apart as
 *     the tallest tile has rows
 * @param packedB whether rows of B lie one after the other, as wide as the tile
 */
record TileForm(
    Lanes lanes, int rows, int vectors, boolean masked, boolean packedA, boolean packedB) {
  /** How many columns it holds. */
  int width() {
    return vectors * lanes.count();
  }
}
