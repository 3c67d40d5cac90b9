package org.chainrule.engine.contraction;

/**
 * A kind of register tile.
 *
 * @param lanes its numbers
 * @param rows how many rows of C it holds
 * @param vectors how many vectors of columns
 * @param apart how far apart the rows of A lie, if the code is for one distance; else 0
 * @param straight whether the code is for numbers in a row of A that are side by side
 * @param below how far apart the rows of B lie, if the code is for one distance; else 0
 * @param moved whether the last vector may be moved back, to end with the columns that there are
 */
record TileForm(
    Lanes lanes, int rows, int vectors, int apart, boolean straight, int below, boolean moved) {
  /** How many columns it holds. */
  int width() {
    return vectors * lanes.count();
  }
}
