package org.chainrule.engine.contraction;

/** A tile that uses plain loops until its vectors have been compiled. */
final class AdaptiveTile implements Tile {
  private final TileForm form;
  private final Tile vectors;

  /** Either; threads may see a change late, as both give the same bits. */
  private Tile current;

  AdaptiveTile(TileForm form, Tile plain, Tile vectors) {
    this.form = form;
    this.vectors = vectors;
    this.current = plain;
  }

  TileForm form() {
    return form;
  }

  Tile vectors() {
    return vectors;
  }

  /** From now on the vectors are used. */
  void change() {
    current = vectors;
  }

  @Override
  public void run(
      int rows,
      int columns,
      int inner,
      Object a,
      int ao,
      int[] rowsA,
      int rowA,
      int[] innerA,
      int pa,
      Object b,
      int bo,
      int[] innerB,
      int pb,
      Object c,
      int co,
      int[] rowsC,
      int rowC,
      boolean more) {
    current.run(
        rows, columns, inner, a, ao, rowsA, rowA, innerA, pa, b, bo, innerB, pb, c, co, rowsC, rowC,
        more);
  }
}
