package org.chainrule.engine.contraction;

import org.chainrule.engine.kernel.Mode;

/** Computes one thread's {@link Share} of a product. */
final class Part {
  /** Rows of B that are packed at once: as many as a square to be transposed has, or a multiple. */
  private static final int ROWS_AT_ONCE = 64;

  /** Rows of B that go to several panels at once, where their columns lie side by side. */
  private static final int LINES_AT_ONCE = 8;

  private final Arrangement by;
  private final Product product;
  private final Share share;
  private final Operands operands;
  private final Tiles tiles;
  private final Moves moves;
  private final Dots dots;

  /** The numbers from 0 on. */
  private final Offsets side;

  /** Multiples of a packed row of A, of a packed row of B, of a row of sums. */
  private final Offsets stepsA;

  private final Offsets stepsB;
  private final Offsets stepsC;

  /** Where the columns of packed panels lie, in a block of the inner axis and in the last. */
  private final Offsets panelsZ;

  private final Offsets lastPanelsZ;

  /** Whether all of A is packed before the first panel. */
  private final boolean packOnce;

  /** Whether sums of all rows wait for the next block of the inner axis. */
  private final boolean waiting;

  // Where in the working memory the packed operands and the sums lie.
  private final int sizeA;
  private final int sizeB;
  private final int sizeC;
  private int packedA;
  private int packedB;
  private int sums;

  // Where the current matrices begin.
  private int atA;
  private int atB;
  private int atC;

  Part(Arrangement by, Share share, Operands operands, Mode mode) {
    this.by = by;
    this.product = by.product;
    this.share = share;
    this.operands = operands;
    tiles = new Tiles(by, mode);
    moves = Moves.of(by.lanes, mode);
    dots = Dots.of(by.lanes, mode);
    int panelsInBlock = Math.min(by.panelBlock, share.panels());
    int rowsInBlock = Math.min(by.rowBlock, share.rows());
    long allOfA = (long) share.rows() * by.apart * by.innerBlocks();
    packOnce = by.packA && allOfA <= Arrangement.KEPT;
    int rowsOfA = by.packA ? packOnce ? share.rows() : rowsInBlock : 0;
    sizeA = packOnce ? (int) allOfA : rowsOfA * by.apart;
    int rowsOfB = by.rowsFirst ? by.inner() : by.innerBlock;
    sizeB = by.packB ? panelsInBlock * by.width() * rowsOfB : 0;
    boolean buffered = false;
    for (int panel = share.panelFrom(); panel < share.panelTo(); panel++) {
      buffered |= !by.direct[panel];
    }
    waiting = by.innerBlocks() > 1 && !by.rowsFirst;
    int rowOfSums = by.innerBlocks() > 1 ? panelsInBlock * by.width() : by.width();
    int rowsOfSums = waiting ? share.rows() : rowsInBlock;
    sizeC = by.dots ? dots.workspace() : buffered ? rowOfSums * rowsOfSums : 0;
    side = Offsets.affine(Math.max(by.straight ? by.innerBlock : 0, by.width()), 1);
    stepsA = Offsets.affine(rowsOfA, by.apart);
    stepsB = Offsets.affine(by.level ? by.innerBlock : 0, by.width());
    stepsC = Offsets.affine(buffered ? rowsOfSums : 0, rowOfSums);
    Offsets panels = Offsets.affine(by.packB ? panelsInBlock : 0, by.width());
    Offsets columns = Offsets.affine(by.width(), 1);
    panelsZ = panels.times(by.innerBlock).times(columns);
    lastPanelsZ = panels.times(inner(by.innerBlocks() - 1)).times(columns);
  }

  /** How many numbers of working memory it needs. */
  int workspace() {
    return sizeA + sizeB + sizeC;
  }

  /** Whether all of its tiles are of vectors by now; if not, they may be asked for. */
  boolean ready(boolean ask) {
    boolean ready = true;
    for (int panel = share.panelFrom(); panel < share.panelTo(); panel++) {
      ready &= ready(share.rows() % by.rowBlock, by.columns(panel), ask);
      ready &= ready(Math.min(share.rows(), by.rowBlock), by.columns(panel), ask);
    }
    return ready;
  }

  private boolean ready(int rows, int columns, boolean ask) {
    boolean ready = true;
    int left = rows;
    while (left > 0) {
      int height = by.height(left);
      ready &= tiles.ready(height, columns, ask);
      left -= height;
    }
    return ready;
  }

  /** Computes it; the working memory begins there. */
  void run(int wo) {
    if (share.empty()) {
      return;
    }
    packedA = wo;
    packedB = packedA + sizeA;
    sums = packedB + sizeB;
    for (int batch = share.batchFrom(); batch < share.batchTo(); batch++) {
      atA = operands.ao + product.batchA().at(batch);
      atB = operands.bo + product.batchB().at(batch);
      atC = operands.co + product.batchC().at(batch);
      if (packOnce) {
        for (int block = 0; block < by.innerBlocks(); block++) {
          packA(block, share.rowFrom(), share.rowTo());
        }
      }
      for (int panel = share.panelFrom(); panel < share.panelTo(); panel += by.panelBlock) {
        int end = Math.min(share.panelTo(), panel + by.panelBlock);
        if (by.dots) {
          dots(panel, end);
        } else if (by.rowsFirst) {
          rowsFirst(panel, end);
        } else {
          innerFirst(panel, end);
        }
      }
    }
  }

  private void dots(int panelFrom, int panelTo) {
    int column = by.panels[panelFrom];
    for (int row = share.rowFrom(); row < share.rowTo(); row++) {
      dots.run(
          by.panels[panelTo] - column,
          by.inner(),
          operands.a,
          atA + product.rowA().at(row) + product.innerA().at(0),
          operands.b,
          atB + product.innerB().at(0),
          product.columnB().table(),
          column,
          operands.c,
          atC + product.rowC().at(row),
          product.columnC().table(),
          column,
          operands.work,
          sums);
    }
  }

  /** A block of panels, one block of rows after the other. */
  private void rowsFirst(int panelFrom, int panelTo) {
    for (int block = 0; block < by.innerBlocks(); block++) {
      packB(block, panelFrom, panelTo);
    }
    for (int row = share.rowFrom(); row < share.rowTo(); row += by.rowBlock) {
      for (int block = 0; block < by.innerBlocks(); block++) {
        rows(block, row, panelFrom, panelTo);
      }
    }
  }

  /** A block of panels, one block of the inner axis after the other. */
  private void innerFirst(int panelFrom, int panelTo) {
    for (int block = 0; block < by.innerBlocks(); block++) {
      packB(block, panelFrom, panelTo);
      for (int row = share.rowFrom(); row < share.rowTo(); row += by.rowBlock) {
        rows(block, row, panelFrom, panelTo);
      }
    }
  }

  /** What a block of the inner axis adds to a block of rows of some panels. */
  private void rows(int block, int row, int panelFrom, int panelTo) {
    int end = Math.min(share.rowTo(), row + by.rowBlock);
    if (by.packA && !packOnce) {
      packA(block, row, end);
    }
    for (int panel = panelFrom; panel < panelTo; panel++) {
      panel(block, row, end, panel, panelFrom, panelTo);
    }
  }

  /** How many steps of the inner axis are in a block. */
  private int inner(int block) {
    return Math.min(by.innerBlock, by.inner() - block * by.innerBlock);
  }

  /** Where a packed panel begins. */
  private int packedB(int block, int panel, int panelFrom, int panelTo) {
    int before = by.rowsFirst ? block * by.innerBlock * (panelTo - panelFrom) : 0;
    return packedB + (before + (panel - panelFrom) * inner(block)) * by.width();
  }

  /** Memory is read best in its order, so that a few rows go to all panels before the next do. */
  private void packB(int block, int panelFrom, int panelTo) {
    int inner = by.packB ? inner(block) : 0;
    int full = panelFrom + fullPanelsBesideEachOther(panelFrom, panelTo);
    for (int row = 0; full > panelFrom && row < inner; row += LINES_AT_ONCE) {
      int columns = (full - panelFrom) * by.width();
      packB(
          block,
          row,
          Math.min(LINES_AT_ONCE, inner - row),
          by.panels[panelFrom],
          columns,
          packedB(block, panelFrom, panelFrom, panelTo),
          inner == by.innerBlock ? panelsZ : lastPanelsZ);
    }
    for (int row = 0; row < inner; row += ROWS_AT_ONCE) {
      for (int panel = full; panel < panelTo; panel++) {
        packB(
            block,
            row,
            Math.min(ROWS_AT_ONCE, inner - row),
            by.panels[panel],
            by.columns(panel),
            packedB(block, panel, panelFrom, panelTo),
            side);
      }
    }
  }

  private void packB(
      int block, int row, int rows, int column, int columns, int to, Offsets columnsZ) {
    moves.copy(
        true,
        rows,
        columns,
        operands.b,
        atB,
        product.innerB(),
        block * by.innerBlock + row,
        product.columnB(),
        column,
        operands.work,
        to,
        stepsB,
        row,
        columnsZ,
        0);
  }

  /** How many panels, from one on, are full ones whose columns lie side by side. */
  private int fullPanelsBesideEachOther(int panelFrom, int panelTo) {
    int column = by.panels[panelFrom];
    int run = product.columnB().run(column, by.panels[panelTo] - column);
    int panels = 0;
    while (panels < panelTo - panelFrom
        && by.columns(panelFrom + panels) == by.width()
        && (panels + 1) * by.width() <= run) {
      panels++;
    }
    return panels > 1 ? panels : 0;
  }

  private void packA(int block, int rowFrom, int rowTo) {
    moves.copy(
        true,
        rowTo - rowFrom,
        inner(block),
        operands.a,
        atA,
        product.rowA(),
        rowFrom,
        product.innerA(),
        block * by.innerBlock,
        operands.work,
        packedA(block),
        stepsA,
        0,
        side,
        0);
  }

  /** Where a packed block of the inner axis begins. */
  private int packedA(int block) {
    return packedA + (packOnce ? block * share.rows() * by.apart : 0);
  }

  /** The tiles of a panel. */
  private void panel(int block, int rowFrom, int rowTo, int panel, int panelFrom, int panelTo) {
    int p = block * by.innerBlock;
    int inner = inner(block);
    boolean direct = by.direct[panel];
    int column = by.panels[panel];
    int columns = by.columns(panel);
    int[] innerA = (by.straight ? side : product.innerA()).table();
    int[] innerB = (by.level ? stepsB : product.innerB()).table();
    int[] rowsA = (by.packA ? stepsA : product.rowA()).table();
    int[] rowsC = (direct ? product.rowC() : stepsC).table();
    int firstOfSums = waiting ? share.rowFrom() : rowFrom;
    int atSums = sums + (by.innerBlocks() > 1 ? (panel - panelFrom) * by.width() : 0);
    Object left = by.packA ? operands.work : operands.a;
    Object right = by.packB ? operands.work : operands.b;
    int atRight =
        by.packB
            ? packedB(block, panel, panelFrom, panelTo)
            : atB
                + product.columnB().at(column)
                + (by.level && inner > 0 ? product.innerB().at(p) : 0);
    Object result = direct ? operands.c : operands.work;
    int atResult = direct ? atC + product.columnC().at(column) : atSums;
    int atLeft =
        by.packA ? packedA(block) : atA + (by.straight && inner > 0 ? product.innerA().at(p) : 0);
    int firstOfLeft = !by.packA ? 0 : packOnce ? share.rowFrom() : rowFrom;
    int height = by.height(rowTo - rowFrom);
    Tile tile = tiles.tile(height, columns, (long) (rowTo - rowFrom) * columns * inner);
    for (int row = rowFrom; row < rowTo; row += height) {
      if (by.height(rowTo - row) != height) {
        height = by.height(rowTo - row);
        tile = tiles.tile(height, columns, (long) (rowTo - row) * columns * inner);
      }
      tile.run(
          height,
          columns,
          inner,
          left,
          atLeft + (by.packA ? (row - firstOfLeft) * by.apart : 0),
          rowsA,
          by.packA ? 0 : row,
          innerA,
          by.straight ? 0 : p,
          right,
          atRight,
          innerB,
          by.level ? 0 : p,
          result,
          atResult,
          rowsC,
          direct ? row : row - firstOfSums,
          block > 0);
    }
    if (!direct && block == by.innerBlocks() - 1) {
      moves.copy(
          false,
          rowTo - rowFrom,
          columns,
          operands.work,
          atSums,
          stepsC,
          rowFrom - firstOfSums,
          side,
          0,
          operands.c,
          atC,
          product.rowC(),
          rowFrom,
          product.columnC(),
          column);
    }
  }
}
