package org.chainrule.engine.contraction;

/**
 * A kind of register tile.
 *
 * @param lanes its numbers
 * @param rows how many rows of C it holds
 * @param vectors how many vectors of columns
 * @param apart how far apart the rows of A lie if it is packed, its numbers in a row being side by
 *     side; 0 if it isn't
 * @param moved whether the last vector may be moved back, to end with the columns that there are
 */
record TileForm(Lanes lanes, int rows, int vectors, int apart, boolean moved) {
  boolean packed() {
    return apart > 0;
  }

  /** How many columns it holds. */
  int width() {
    return vectors * lanes.count();
  }
}
