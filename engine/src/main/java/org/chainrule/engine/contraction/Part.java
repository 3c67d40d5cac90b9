package org.chainrule.engine.contraction;

/** Computes one thread's {@link Share} of a product. */
final class Part {
  private final Arrangement by;
  private final Product product;
  private final Share share;
  private final int thread;
  private final Operands operands;
  private final Tiles tiles;
  private final Moves moves;
  private final Dots dots;

  /** The numbers from 0 on. */
  private final Offsets side;

  /** Multiples of a packed column of A, of a packed row of B, of a row of sums. */
  private final Offsets stepsA;

  private final Offsets stepsB;
  private final Offsets stepsC;

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

  Part(Arrangement by, Share share, int thread, Operands operands, Mode mode) {
    this.by = by;
    this.product = by.product;
    this.share = share;
    this.thread = thread;
    this.operands = operands;
    tiles = new Tiles(by, mode);
    moves = Moves.of(by.lanes, mode);
    dots = Dots.of(by.lanes, mode);
    int panelsInBlock = Math.min(by.panelBlock, share.panels());
    int rowsInBlock = Math.min(by.rowBlock, share.rows());
    int tallest = by.lanes.tallest();
    sizeA = by.packA ? Math.ceilDiv(rowsInBlock, tallest) * by.lanes.side() * by.innerBlock : 0;
    sizeB = by.packB ? panelsInBlock * by.width() * by.innerBlock : 0;
    boolean buffered = false;
    for (int panel = share.panelFrom(); panel < share.panelTo(); panel++) {
      buffered |= !by.direct[panel];
    }
    // Sums wait there for the next block of the inner axis.
    boolean waiting = by.innerBlocks() > 1;
    int rowOfSums = waiting ? panelsInBlock * by.width() : by.width();
    int rowsOfSums = waiting ? share.rows() : rowsInBlock;
    sizeC = buffered ? rowOfSums * rowsOfSums : 0;
    side = Offsets.affine(Math.max(tallest, by.width()), 1);
    stepsA = Offsets.affine(by.packA ? by.innerBlock : 0, by.lanes.side());
    stepsB = Offsets.affine(by.packB ? by.innerBlock : 0, by.width());
    stepsC = Offsets.affine(buffered ? rowsOfSums : 0, rowOfSums);
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
        for (int block = 0; !by.dots && block < by.innerBlocks(); block++) {
          inner(batch, block, panel, end);
        }
        if (by.dots) {
          dots(panel, end);
        }
        if (by.completeByColumns || by.dots) {
          complete(batch, share.rowFrom(), share.rowTo(), panel, end);
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
          column);
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
    moves.copy(
        true,
        inner,
        by.columns(panel),
        operands.b,
        atB,
        product.innerB(),
        p,
        product.columnB(),
        by.panels[panel],
        operands.work,
        to,
        stepsB,
        0,
        side,
        0);
  }

  private void packA(int p, int inner, int rowFrom, int rowTo) {
    int tallest = by.lanes.tallest();
    for (int row = rowFrom; row < rowTo; row += tallest) {
      moves.copy(
          true,
          inner,
          Math.min(tallest, rowTo - row),
          operands.a,
          atA,
          product.innerA(),
          p,
          product.rowA(),
          row,
          operands.work,
          packedA + (row - rowFrom) / tallest * by.lanes.side() * inner,
          stepsA,
          0,
          side,
          0);
    }
  }

  /** The tiles of a panel. */
  private void panel(int p, int inner, int rowFrom, int rowTo, int panel, int place, boolean last) {
    boolean direct = by.direct[panel];
    int column = by.panels[panel];
    int columns = by.columns(panel);
    int[] innerA = (by.packA ? stepsA : product.innerA()).table();
    int[] innerB = (by.packB ? stepsB : product.innerB()).table();
    int[] rowsA = (by.packA ? side : product.rowA()).table();
    int[] rowsC = (direct ? product.rowC() : stepsC).table();
    boolean waiting = by.innerBlocks() > 1;
    int firstOfSums = waiting ? share.rowFrom() : rowFrom;
    int atSums = waiting ? sums + place * by.width() : sums;
    int height;
    for (int row = rowFrom; row < rowTo; row += height) {
      height = by.height(rowTo - row);
      int above = row - rowFrom;
      int tallest = by.lanes.tallest();
      int packed = packedA + above / tallest * by.lanes.side() * inner + above % tallest;
      int rowOfSums = row - firstOfSums;
      tiles
          .tile(height, columns)
          .run(
              height,
              columns,
              inner,
              by.packA ? operands.work : operands.a,
              by.packA ? packed : atA,
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
    }
    if (!direct && last) {
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
