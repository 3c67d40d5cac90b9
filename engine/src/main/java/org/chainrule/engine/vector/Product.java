package org.chainrule.engine.vector;

/**
 * Where the elements of a batch of matrix products C = A·B lie: element (i, p) of matrix b of A at
 * {@code batchA[b] + rowA[i] + innerA[p]}, and so on. A is rows × inner, B is inner × columns.
 */
@SuppressWarnings("ArrayRecordComponent") // tables that are written once
public record Product(
    int[] batchA,
    int[] batchB,
    int[] batchC,
    int[] rowA,
    int[] rowC,
    int[] columnB,
    int[] columnC,
    int[] innerA,
    int[] innerB) {

  /** How many matrices. */
  public int batches() {
    return batchC.length;
  }

  /** The number of rows of A and C. */
  public int rows() {
    return rowC.length;
  }

  /** The number of columns of B and C. */
  public int columns() {
    return columnC.length;
  }

  /** The number of products that are added up for an element of C. */
  public int inner() {
    return innerA.length;
  }

  /** The same numbers by rows: Cᵀ = Bᵀ·Aᵀ. */
  public Product transposed() {
    return new Product(batchB, batchA, batchC, columnB, columnC, rowA, rowC, innerB, innerA);
  }
}
