package org.chainrule.engine.vector;

/**
 * Where the elements of a batch of matrix products C = A·B lie: element (i, p) of matrix b of A at
 * {@code batchA(b) + rowA(i) + innerA(p)}, and so on. A is rows × inner, B is inner × columns.
 */
public record Product(
    Offsets batchA,
    Offsets batchB,
    Offsets batchC,
    Offsets rowA,
    Offsets rowC,
    Offsets columnB,
    Offsets columnC,
    Offsets innerA,
    Offsets innerB) {

  /** How many matrices. */
  int batches() {
    return batchC.size();
  }

  /** The number of rows of A and C. */
  int rows() {
    return rowC.size();
  }

  /** The number of columns of B and C. */
  int columns() {
    return columnC.size();
  }

  /** The number of products that are added up for an element of C. */
  int inner() {
    return innerA.size();
  }

  /** The same numbers by rows: Cᵀ = Bᵀ·Aᵀ. */
  Product transposed() {
    return new Product(batchB, batchA, batchC, columnB, columnC, rowA, rowC, innerB, innerA);
  }
}
