package org.chainrule.engine.contraction;

/** Computes one thread's {@link Share} of a product. */
final class Part {
  private final Arrangement by;
  private final Product product;
  private final Share share;
  private final int thread;
  private final Operands operands;
  private final Tiles tiles;

  /** The numbers from 0 on. */
  private final int[] side;

  /** Multiples of a packed column of A, of a packed row of B, of a row of sums. */
  private final int[] stepsA;

  private final int[] stepsB;
  private final int[] stepsC;

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

  Part(Arrangement by, Share share, int thread, Operands operands, Tiles tiles) {
    this.by = by;
    this.product = by.product;
    this.share = share;
    this.thread = thread;
    this.operands = operands;
    this.tiles = tiles;
    int panelsInBlock = Math.min(by.panelBlock, share.panels());
    int rowsInBlock = Math.min(by.rowBlock, share.rows());
    int tallest = by.lanes.tallest();
    sizeA = by.packA ? Math.ceilDiv(rowsInBlock, tallest) * tallest * by.innerBlock : 0;
    sizeB = by.packB ? panelsInBlock * by.width() * by.innerBlock : 0;
    boolean buffered = false;
    for (int panel = share.panelFrom(); panel < share.panelTo(); panel++) {
      buffered |= !by.direct[panel];
    }
    // Sums wait there for the next block of the inner axis.
    boolean waiting = by.innerBlocks() > 1;
    int rowOfSums = waiting ? panelsInBlock * by.width() : by.width();
    int rowsOfSums = waiting ? share.rows() : Math.min(share.rows(), tallest);
    sizeC = buffered ? rowOfSums * rowsOfSums : 0;
    side = multiples(Math.max(tallest, by.width()), 1);
    stepsA = multiples(by.packA ? by.innerBlock : 0, tallest);
    stepsB = multiples(by.packB ? by.innerBlock : 0, by.width());
    stepsC = multiples(buffered ? rowsOfSums : 0, rowOfSums);
  }

  private static int[] multiples(int count, int step) {
    return Offsets.affine(count, step).table();
  }

  /** How many numbers of working memory it needs. */
  int workspace() {
    return sizeA + sizeB + sizeC;
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
      for (int panel = share.panelFrom(); panel < share.panelTo(); panel += by.panelBlock) {
        int end = Math.min(share.panelTo(), panel + by.panelBlock);
        for (int block = 0; block < by.innerBlocks(); block++) {
          inner(batch, block, panel, end);
        }
        if (by.completeByColumns) {
          complete(batch, share.rowFrom(), share.rowTo(), panel, end);
        }
      }
    }
  }

  /** The share of a block of the inner axis in a block of panels. */
  private void inner(int batch, int block, int panelFrom, int panelTo) {
    int p = block * by.innerBlock;
    int inner = Math.min(by.innerBlock, by.inner() - p);
    boolean last = block == by.innerBlocks() - 1;
    if (by.packB) {
      for (int panel = panelFrom; panel < panelTo; panel++) {
        packB(p, inner, panel, packedB + (panel - panelFrom) * by.width() * inner);
      }
    }
    for (int row = share.rowFrom(); row < share.rowTo(); row += by.rowBlock) {
      int end = Math.min(share.rowTo(), row + by.rowBlock);
      if (by.packA) {
        packA(p, inner, row, end);
      }
      for (int panel = panelFrom; panel < panelTo; panel++) {
        panel(p, inner, row, end, panel, panel - panelFrom, last);
      }
      if (last && !by.completeByColumns) {
        complete(batch, row, end, panelFrom, panelTo);
      }
    }
  }

  private void packB(int p, int inner, int panel, int to) {
    tiles.pack(
        operands.b,
        atB,
        product.innerB(),
        p,
        inner,
        product.columnB(),
        by.panels[panel],
        by.columns(panel),
        operands.work,
        to,
        stepsB,
        side);
  }

  private void packA(int p, int inner, int rowFrom, int rowTo) {
    int tallest = by.lanes.tallest();
    for (int row = rowFrom; row < rowTo; row += tallest) {
      tiles.pack(
          operands.a,
          atA,
          product.innerA(),
          p,
          inner,
          product.rowA(),
          row,
          Math.min(tallest, rowTo - row),
          operands.work,
          packedA + (row - rowFrom) * inner,
          stepsA,
          side);
    }
  }

  /** The tiles of a panel. */
  private void panel(int p, int inner, int rowFrom, int rowTo, int panel, int place, boolean last) {
    boolean direct = by.direct[panel];
    int column = by.panels[panel];
    int columns = by.columns(panel);
    int[] innerA = by.packA ? stepsA : product.innerA().table();
    int[] innerB = by.packB ? stepsB : product.innerB().table();
    int[] rowsA = by.packA ? side : product.rowA().table();
    int[] rowsC = direct ? product.rowC().table() : stepsC;
    boolean waiting = by.innerBlocks() > 1;
    int atSums = waiting ? sums + place * by.width() : sums;
    int height;
    for (int row = rowFrom; row < rowTo; row += height) {
      height = by.height(rowTo - row);
      int packed = by.packA ? (row - rowFrom) % by.lanes.tallest() : 0;
      int rowOfSums = waiting ? row - share.rowFrom() : 0;
      tiles
          .tile(height, columns)
          .run(
              height,
              columns,
              inner,
              by.packA ? operands.work : operands.a,
              by.packA ? packedA + (row - packed - rowFrom) * inner + packed : atA,
              rowsA,
              by.packA ? 0 : row,
              innerA,
              by.packA ? 0 : p,
              by.packB ? operands.work : operands.b,
              by.packB ? packedB + place * by.width() * inner : atB + product.columnB().at(column),
              innerB,
              by.packB ? 0 : p,
              direct ? operands.c : operands.work,
              direct ? atC + product.columnC().at(column) : atSums,
              rowsC,
              direct ? row : rowOfSums,
              p > 0);
      if (!direct && last) {
        tiles.scatter(
            height,
            columns,
            operands.work,
            atSums,
            stepsC,
            rowOfSums,
            side,
            operands.c,
            atC,
            product.rowC(),
            row,
            product.columnC(),
            column);
      }
    }
  }

  /** Hands a block of C on, in terms of the given product. */
  private void complete(int batch, int rowFrom, int rowTo, int panelFrom, int panelTo) {
    int columnFrom = by.panels[panelFrom];
    int columnTo = by.panels[panelTo];
    if (by.folded == 0) {
      hand(batch, rowFrom, rowTo, columnFrom, columnTo);
      return;
    }
    int from = columnFrom;
    while (from < columnTo) {
      int matrix = from / by.folded;
      int first = matrix * by.folded;
      int to = Math.min(columnTo, first + by.folded);
      hand(matrix, rowFrom, rowTo, from - first, to - first);
      from = to;
    }
  }

  private void hand(int batch, int rowFrom, int rowTo, int columnFrom, int columnTo) {
    if (by.turned) {
      operands.epilogue.run(thread, batch, columnFrom, columnTo, rowFrom, rowTo);
    } else {
      operands.epilogue.run(thread, batch, rowFrom, rowTo, columnFrom, columnTo);
    }
  }
}
