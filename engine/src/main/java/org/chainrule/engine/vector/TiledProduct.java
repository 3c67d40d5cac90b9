package org.chainrule.engine.vector;

/**
 * A product tile by tile: B is packed in panels as wide as a tile, A too unless its rows lie as the
 * tiles read them, and both are blocked to stay in cache.
 */
final class TiledProduct<A> implements Multiplying.Prepared<A> {
  /** With more rows than these, B is packed. */
  private static final int PACKING_PAYS = 16;

  /** Up to so few rows a tile has one, as wide as possible. */
  private static final int FLAT = 3;

  /** Numbers along the inner axis in a block. */
  private static final int INNER_BLOCK = 384;

  private static final int ROW_BLOCK = 192;
  private static final int COLUMN_BLOCK = 2048;

  private final Tiles<A> tiles;
  private final Panels<A> panels;
  private final Product product;
  private final int vectors;
  private final int width;
  private final boolean aInPlace;
  private final boolean bInPlace;
  private final boolean cInPlace;
  private final int innerBlock;
  private final int columnBlock;

  /** The operands of the current run and where the current matrices begin. */
  private A a;

  private A b;
  private A c;
  private A work;
  private int atA;
  private int atB;
  private int atC;
  private int packedA;
  private int packedB;
  private int buffer;

  TiledProduct(Tiles<A> tiles, Panels<A> panels, Product product) {
    this.tiles = tiles;
    this.panels = panels;
    this.product = product;
    boolean flat = product.rows() <= FLAT;
    int fitting = product.columns() / tiles.lanes();
    vectors = flat && fitting >= 4 ? 4 : fitting >= 2 ? 2 : 1;
    width = vectors * tiles.lanes();
    aInPlace = product.innerA().step() == 1 && product.rowA().step() != 0;
    bInPlace =
        product.rows() <= PACKING_PAYS
            && product.columnB().step() == 1
            && product.innerB().step() != 0;
    cInPlace = product.columnC().step() == 1 && product.rowC().step() != 0;
    int blocks = Math.ceilDiv(product.inner(), INNER_BLOCK);
    innerBlock = Math.ceilDiv(product.inner(), blocks);
    columnBlock = COLUMN_BLOCK / width * width;
    a = panels.none();
    b = a;
    c = a;
    work = a;
  }

  private int sizeA() {
    return aInPlace ? 0 : Math.min(product.rows(), ROW_BLOCK) * innerBlock;
  }

  private int sizeB() {
    int columns = Math.min(columnBlock, Math.ceilDiv(product.columns(), width) * width);
    return (bInPlace ? width : columns) * innerBlock;
  }

  @Override
  public int workspace() {
    return sizeA() + sizeB() + height(product.rows()) * width;
  }

  @Override
  public void run(A left, int ao, A right, int bo, A out, int co, A memory, int wo) {
    a = left;
    b = right;
    c = out;
    work = memory;
    packedA = wo;
    packedB = packedA + sizeA();
    buffer = packedB + sizeB();
    for (int batch = 0; batch < product.batches(); batch++) {
      atA = ao + product.batchA().at()[batch];
      atB = bo + product.batchB().at()[batch];
      atC = co + product.batchC().at()[batch];
      for (int j = 0; j < product.columns(); j += columnBlock) {
        int columns = Math.min(columnBlock, product.columns() - j);
        for (int p = 0; p < product.inner(); p += innerBlock) {
          inner(p, Math.min(innerBlock, product.inner() - p), j, columns);
        }
      }
    }
  }

  /** The share of a block of the inner axis in a block of columns. */
  private void inner(int p, int inner, int j, int columns) {
    boolean last = inner == product.inner() && columns >= width;
    if (!bInPlace) {
      for (int at = 0; at < columns; at += width) {
        int panel = last ? Math.min(at, columns - width) : at;
        packB(p, inner, j + panel, Math.min(width, columns - panel), packedB + at * inner);
      }
    }
    for (int i = 0; i < product.rows(); i += ROW_BLOCK) {
      int rows = Math.min(ROW_BLOCK, product.rows() - i);
      if (!aInPlace) {
        packA(p, inner, i, rows);
      }
      for (int at = 0; at < columns; at += width) {
        // A last panel that is not full reaches back: the same numbers are computed twice.
        int panel = last ? Math.min(at, columns - width) : at;
        panel(p, inner, i, rows, j + panel, Math.min(width, columns - panel), at);
      }
    }
  }

  private void packB(int p, int inner, int j, int columns, int to) {
    panels.pack(b, atB, product.innerB(), p, inner, product.columnB(), j, columns, work, to, width);
  }

  private void packA(int p, int inner, int i, int rows) {
    int height;
    for (int row = 0; row < rows; row += height) {
      height = height(rows - row);
      int to = packedA + row * inner;
      panels.pack(
          a, atA, product.innerA(), p, inner, product.rowA(), i + row, height, work, to, height);
    }
  }

  private int height(int rowsLeft) {
    return switch (vectors) {
      case 1 -> rowsLeft >= 8 ? 8 : 1;
      case 2 -> rowsLeft >= tiles.tallest() ? tiles.tallest() : rowsLeft >= 4 ? 4 : 1;
      default -> 1;
    };
  }

  /** The tiles of one panel of B. */
  private void panel(int p, int inner, int i, int rows, int j, int columns, int at) {
    boolean direct = bInPlace && columns == width;
    if (bInPlace && !direct) {
      packB(p, inner, j, columns, packedB);
    }
    A panel = direct ? b : work;
    int from =
        direct
            ? atB + product.innerB().at()[p] + product.columnB().at()[j]
            : packedB + (bInPlace ? 0 : at * inner);
    int step = direct ? product.innerB().step() : width;
    boolean stored = cInPlace && columns == width;
    int height;
    for (int row = 0; row < rows; row += height) {
      height = height(rows - row);
      int first = i + row;
      if (!stored && p > 0) {
        panels.load(
            c,
            atC,
            product.rowC(),
            first,
            height,
            product.columnC(),
            j,
            columns,
            work,
            buffer,
            width);
      }
      tiles.tile(
          height,
          vectors,
          inner,
          aInPlace ? a : work,
          aInPlace
              ? atA + product.rowA().at()[first] + product.innerA().at()[p]
              : packedA + row * inner,
          aInPlace ? product.rowA().step() : 1,
          aInPlace ? 1 : height,
          panel,
          from,
          step,
          stored ? c : work,
          stored ? atC + product.rowC().at()[first] + product.columnC().at()[j] : buffer,
          stored ? product.rowC().step() : width,
          p > 0);
      if (!stored) {
        panels.store(
            work,
            buffer,
            width,
            c,
            atC,
            product.rowC(),
            first,
            height,
            product.columnC(),
            j,
            columns);
      }
    }
  }
}
