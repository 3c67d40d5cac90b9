package org.chainrule.engine.contraction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.engine.Precision;

/** The generated code that one arrangement needs. */
final class Tiles {
  private static final Map<TileForm, Tile> VECTORS = new ConcurrentHashMap<>();
  private static final Map<TileForm, Tile> ADAPTIVE = new ConcurrentHashMap<>();
  private static final Map<Precision, Tile> PLAIN = new ConcurrentHashMap<>();
  private static final Map<Precision, Move> MOVES = new ConcurrentHashMap<>();

  private final int lanes;
  private final Move move;

  /** By vectors less one, twice, one more if masked; then by rows less one. */
  private final Tile[][] tiles;

  private Tiles(int lanes, Move move, Tile[][] tiles) {
    this.lanes = lanes;
    this.move = move;
    this.tiles = tiles;
  }

  static Tiles of(Arrangement by, Mode mode) {
    int lanes = by.lanes.count();
    Tile[][] tiles = new Tile[2 * by.vectors][by.lanes.tallest()];
    for (int panel = 0; panel < by.panelCount(); panel++) {
      int columns = by.columns(panel);
      int vectors = Math.ceilDiv(columns, lanes);
      boolean masked = columns % lanes != 0;
      for (int left = Math.min(by.rows(), 2 * by.lanes.tallest()); left > 0; left--) {
        int rows = by.height(left);
        // A narrow panel of packed rows is as wide as the others.
        boolean packedB = by.packB && vectors == by.vectors;
        TileForm form = new TileForm(by.lanes, rows, vectors, masked, by.packA, packedB);
        tiles[place(lanes, columns)][rows - 1] = tile(form, mode);
      }
    }
    return new Tiles(lanes, move(by.lanes.precision()), tiles);
  }

  private static Tile tile(TileForm form, Mode mode) {
    return switch (mode) {
      case SCALAR -> plain(form);
      case VECTOR -> VECTORS.computeIfAbsent(form, TileGenerator::generate);
      case ADAPTIVE -> ADAPTIVE.computeIfAbsent(form, Tiles::adaptive);
    };
  }

  private static Tile plain(TileForm form) {
    return PLAIN.computeIfAbsent(form.lanes().precision(), ScalarGenerator::tile);
  }

  private static Tile adaptive(TileForm form) {
    AdaptiveTile tile =
        new AdaptiveTile(form, plain(form), VECTORS.computeIfAbsent(form, TileGenerator::generate));
    WarmUp.add(tile);
    return tile;
  }

  private static Move move(Precision precision) {
    return MOVES.computeIfAbsent(precision, ScalarGenerator::move);
  }

  private static int place(int lanes, int columns) {
    return 2 * ((columns - 1) / lanes) + (columns % lanes == 0 ? 0 : 1);
  }

  /** The tile for so many rows and columns. */
  Tile tile(int rows, int columns) {
    return tiles[place(lanes, columns)][rows - 1];
  }

  /** Copies a block to lines. */
  void pack(
      Object x,
      int xo,
      Offsets slow,
      int firstSlow,
      int slows,
      Offsets fast,
      int firstFast,
      int fasts,
      Object z,
      int zo,
      int[] steps,
      int[] side) {
    if (fast.contiguous(firstFast, fasts)) {
      int from = xo + fast.at(firstFast);
      for (int s = 0; s < slows; s++) {
        System.arraycopy(x, from + slow.at(firstSlow + s), z, zo + steps[s], fasts);
      }
    } else {
      move.run(
          slows,
          fasts,
          x,
          xo,
          slow.table(),
          firstSlow,
          fast.table(),
          firstFast,
          z,
          zo,
          steps,
          0,
          side,
          0);
    }
  }

  /** Copies sums to where they belong. */
  void scatter(
      int rows,
      int columns,
      Object x,
      int xo,
      int[] steps,
      int firstStep,
      int[] side,
      Object z,
      int zo,
      Offsets slow,
      int firstSlow,
      Offsets fast,
      int firstFast) {
    move.run(
        rows,
        columns,
        x,
        xo,
        steps,
        firstStep,
        side,
        0,
        z,
        zo,
        slow.table(),
        firstSlow,
        fast.table(),
        firstFast);
  }
}
