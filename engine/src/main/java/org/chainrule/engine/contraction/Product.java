package org.chainrule.engine.contraction;

/**
 * Where the elements of a batch of matrix products C = A·B lie: element (i, p) of matrix b of A at
 * {@code batchA(b) + rowA(i) + innerA(p)}, element (p, j) of B at {@code batchB(b) + innerB(p) +
 * columnB(j)}, element (i, j) of C at {@code batchC(b) + rowC(i) + columnC(j)}. A is rows × inner,
 * B is inner × columns. Elements of A and B may lie in the same place, as in the windows of a
 * convolution; those of C may not.
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

  /** So few rows are not worth rearranging B for. */
  private static final int FEW = 2;

  /** Shorter rows are not worth adding up in parts. */
  private static final int LONG = 64;

  public Product {
    equal("batches", batchA, batchB, batchC);
    equal("rows", rowA, rowC, rowC);
    equal("columns", columnB, columnC, columnC);
    equal("inner axis", innerA, innerB, innerB);
  }

  private static void equal(String axis, Offsets first, Offsets second, Offsets third) {
    if (first.size() != second.size() || second.size() != third.size()) {
      throw new IllegalArgumentException(
          axis
              + " of different sizes: "
              + first.size()
              + ", "
              + second.size()
              + ", "
              + third.size());
    }
  }

  /** How many matrices. */
  public int batches() {
    return batchC.size();
  }

  /** The number of rows of A and C. */
  public int rows() {
    return rowC.size();
  }

  /** The number of columns of B and C. */
  public int columns() {
    return columnC.size();
  }

  /** The number of products that are added up for an element of C. */
  public int inner() {
    return innerA.size();
  }

  /** How many multiplications there are. */
  public long multiplications() {
    return (long) batches() * rows() * columns() * inner();
  }

  /**
   * Whether its elements are found by {@linkplain Dot dots}: a few long rows of A meet columns of B
   * that lie along the inner axis, too. It depends on nothing else, as dots add up in an order of
   * their own.
   */
  boolean dots() {
    return rows() <= FEW
        && inner() >= LONG
        && innerA.step() == 1
        && innerB.step() == 1
        && (columns() == 1 || columnB.step() != 1);
  }

  /** The same numbers by columns: Cᵀ = Bᵀ·Aᵀ. */
  Product transposed() {
    return new Product(batchB, batchA, batchC, columnB, columnC, rowA, rowC, innerB, innerA);
  }

  /** The same numbers as one matrix with the columns of all, if all have the same A. */
  Product besideEachOther() {
    Offsets one = Offsets.affine(1, 0);
    return new Product(
        Offsets.of(new int[] {batchA.at(0)}),
        one,
        one,
        rowA,
        rowC,
        batchB.times(columnB),
        batchC.times(columnC),
        innerA,
        innerB);
  }
}
