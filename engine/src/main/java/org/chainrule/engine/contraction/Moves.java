package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Mode;

/** Copies blocks of matrices in the way that suits how they lie. */
final class Moves {
  /** The vectors of the widest lines. */
  private static final int WIDEST = 4;

  /** Shorter runs are copied number by number. */
  private static final int SHORT = 4;

  /** Rows in an exercise. */
  private static final int ROWS = 64;

  private record Form(Lanes lanes, Mode mode) {}

  private static final Map<Form, Moves> MADE = new ConcurrentHashMap<>();
  private static final Map<Precision, Move> PLAIN = new ConcurrentHashMap<>();

  private final int lanes;
  private final Move plain;
  private final Adaptive<Move> transposing;

  /** By the vectors that a line needs; the first for lines shorter than one. */
  private final List<Adaptive<Move>> lines;

  private Moves(Form form) {
    lanes = form.lanes.count();
    plain = PLAIN.computeIfAbsent(form.lanes.precision(), ScalarGenerator::move);
    lines = new ArrayList<>();
    lines.add(
        new Adaptive<>(
            form.mode,
            plain,
            () -> MoveGenerator.shortLines(form.lanes),
            move -> exercise(move, form.lanes, 1, lanes / 2),
            2 * ROWS));
    for (int v = 1; v <= WIDEST; v++) {
      int vectors = v;
      lines.add(
          new Adaptive<>(
              form.mode,
              plain,
              () -> MoveGenerator.lines(form.lanes, vectors),
              move -> exercise(move, form.lanes, vectors, vectors > 1 ? lanes / 2 : 0),
              4 * ROWS * vectors));
    }
    transposing =
        new Adaptive<>(
            form.mode,
            plain,
            () -> MoveGenerator.transposing(form.lanes),
            move -> exerciseSquares(move, form.lanes),
            ROWS * 10);
  }

  /** Those for vectors of a width in a mode. */
  static Moves of(Lanes lanes, Mode mode) {
    return MADE.computeIfAbsent(new Form(lanes, mode), Moves::new);
  }

  /**
   * Runs a move on numbers of its own, with several pieces in a line and with a last one of which
   * some numbers are missing, up to the end of the arrays: what never ran is left out of compiled
   * code.
   */
  private static Runnable exercise(Move move, Lanes lanes, int vectors, int missing) {
    int width = vectors * lanes.count();
    int columns = width - missing;
    int many = columns < lanes.count() ? columns : 2 * width;
    Object x = lanes.numbers(ROWS - 1 + columns);
    Object z = lanes.numbers((ROWS - 1) * width + columns);
    int[] near = Offsets.affine(Math.max(ROWS, 2 * width), 1).table();
    int[] far = Offsets.affine(ROWS, width).table();
    int fewer = ROWS - Math.ceilDiv(many - columns, lanes.count()) * lanes.count();
    return () -> {
      move.run(fewer, many, x, 0, near, 0, near, 0, z, 0, far, 0, near, 0);
      move.run(ROWS, columns, x, 0, near, 0, near, 0, z, 0, far, 0, near, 0);
    };
  }

  private static Runnable exerciseSquares(Move move, Lanes lanes) {
    int side = lanes.count();
    Object x = lanes.numbers(ROWS * side);
    Object z = lanes.numbers(ROWS * side);
    int[] near = Offsets.affine(ROWS, 1).table();
    int[] far = Offsets.affine(ROWS, side).table();
    return () -> move.run(ROWS, side, x, 0, near, 0, far, 0, z, 0, far, 0, near, 0);
  }

  /**
   * Copies a block as {@link Move#run} does.
   *
   * @param room whether the lines of z are free up to a whole number of vectors
   */
  void copy(
      boolean room,
      int rows,
      int columns,
      Object x,
      int xo,
      Offsets rowsX,
      int rowX,
      Offsets columnsX,
      int columnX,
      Object z,
      int zo,
      Offsets rowsZ,
      int rowZ,
      Offsets columnsZ,
      int columnZ) {
    if (!columnsZ.contiguous(columnZ, columns) && rowsZ.contiguous(rowZ, rows)) {
      copy(
          room, columns, rows, x, xo, columnsX, columnX, rowsX, rowX, z, zo, columnsZ, columnZ,
          rowsZ, rowZ);
      return;
    }
    int column = 0;
    while (column < columns) {
      int left = columns - column;
      int run =
          Math.min(columnsX.run(columnX + column, left), columnsZ.run(columnZ + column, left));
      if (run >= Math.min(SHORT, columns)) {
        int piece = Math.min(run, WIDEST * lanes);
        run =
            piece < lanes
                ? piece
                : pieces(columnsX, columnX + column, columnsZ, columnZ + column, piece, left);
        lines
            .get(piece < lanes ? 0 : Math.ceilDiv(piece, lanes))
            .code((long) rows * run)
            .run(
                rows,
                run,
                x,
                xo,
                rowsX.table(),
                rowX,
                columnsX.table(),
                columnX + column,
                z,
                zo,
                rowsZ.table(),
                rowZ,
                columnsZ.table(),
                columnZ + column);
      } else {
        run = Math.min(lanes, left);
        across(
            run == lanes || (room && column % lanes == 0),
            rows,
            run,
            x,
            xo,
            rowsX,
            rowX,
            columnsX.table(),
            columnX + column,
            z,
            zo,
            rowsZ.table(),
            rowZ,
            columnsZ,
            columnZ + column);
      }
      column += run;
    }
  }

  /** How many columns lie side by side in x, and in z in pieces like the first. */
  private static int pieces(
      Offsets columnsX, int columnX, Offsets columnsZ, int columnZ, int piece, int left) {
    int most = columnsX.run(columnX, left) - piece;
    int columns = piece;
    while (columns <= most && columnsZ.contiguous(columnZ + columns, piece)) {
      columns += piece;
    }
    return columns;
  }

  /** At most a vector of columns, squares of them by transposing. */
  private void across(
      boolean room,
      int rows,
      int columns,
      Object x,
      int xo,
      Offsets rowsX,
      int rowX,
      int[] columnsX,
      int columnX,
      Object z,
      int zo,
      int[] rowsZ,
      int rowZ,
      Offsets columnsZ,
      int columnZ) {
    boolean square = room && columns >= SHORT && columnsZ.contiguous(columnZ, columns);
    int row = 0;
    while (row < rows) {
      int run = rowsX.run(rowX + row, rows - row);
      boolean transpose = square && run >= lanes;
      int count = transpose ? run / lanes * lanes : square ? run : rows - row;
      Move move = transpose ? transposing.code((long) count * columns) : plain;
      move.run(
          count,
          columns,
          x,
          xo,
          rowsX.table(),
          rowX + row,
          columnsX,
          columnX,
          z,
          zo,
          rowsZ,
          rowZ + row,
          columnsZ.table(),
          columnZ);
      row += count;
    }
  }
}
