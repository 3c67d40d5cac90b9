package org.chainrule.engine.contraction;

/** Copies blocks of matrices. */
interface Move {
  /**
   * For every row r and column k, {@code z[zo + rowsZ[rowZ + r] + columnsZ[columnZ + k]] = x[xo +
   * rowsX[rowX + r] + columnsX[columnX + k]]}.
   */
  void run(
      int rows,
      int columns,
      Object x,
      int xo,
      int[] rowsX,
      int rowX,
      int[] columnsX,
      int columnX,
      Object z,
      int zo,
      int[] rowsZ,
      int rowZ,
      int[] columnsZ,
      int columnZ);
}
