package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.engine.Precision;
import org.chainrule.engine.kernel.Mode;

/** The tiles that an arrangement needs. */
final class Tiles {
  /**
   * Steps along the inner axis in an exercise: so many that compilers know where registers are
   * needed most, so few that they first compile the method for its calls, not for its loop.
   */
  private static final int INNER = 48;

  private static final boolean[] BOTH = {false, true};

  private record Kind(TileForm form, Mode mode) {}

  private static final Map<Kind, Adaptive<Tile>> MADE = new ConcurrentHashMap<>();
  private static final Map<Precision, Tile> PLAIN = new ConcurrentHashMap<>();

  private final int lanes;

  /** By vectors less one, twice, one more if the last is not full; then by rows less one. */
  private final List<List<Adaptive<Tile>>> tiles = new ArrayList<>();

  /** Those of an arrangement in a mode. */
  Tiles(Arrangement by, Mode mode) {
    lanes = by.lanes.count();
    for (int vectors = 1; vectors <= by.vectors; vectors++) {
      tiles.add(byRows(by, vectors, false, mode));
      // A single vector has room.
      tiles.add(byRows(by, vectors, vectors > 1, mode));
    }
  }

  private static List<Adaptive<Tile>> byRows(
      Arrangement by, int vectors, boolean moved, Mode mode) {
    List<Adaptive<Tile>> tiles = new ArrayList<>();
    for (int rows = 1; rows <= by.tallest(); rows++) {
      TileForm form = by.form(rows, vectors, moved);
      tiles.add(MADE.computeIfAbsent(new Kind(form, mode), Tiles::make));
    }
    return tiles;
  }

  private static Adaptive<Tile> make(Kind kind) {
    TileForm form = kind.form;
    Tile plain = PLAIN.computeIfAbsent(form.lanes().precision(), ScalarGenerator::tile);
    return new Adaptive<>(
        kind.mode,
        plain,
        () -> TileGenerator.generate(form),
        tile -> exercise(tile, form),
        2 * INNER * form.rows() * form.vectors());
  }

  /** Runs a tile on numbers of its own. */
  private static Runnable exercise(Tile tile, TileForm form) {
    int rows = form.rows();
    int width = form.width();
    int below = Math.max(form.below(), width);
    int apart = form.apart() > 0 ? form.apart() : INNER;
    int along = form.straight() ? 1 : rows;
    Object a = form.lanes().numbers(rows * apart + INNER * along);
    Object b = form.lanes().numbers(below * INNER);
    Object c = form.lanes().numbers(rows * width);
    int[] rowsA = Offsets.affine(rows, apart).table();
    int[] innerA = Offsets.affine(INNER, along).table();
    int[] innerB = Offsets.affine(INNER, below).table();
    int[] rowsC = Offsets.affine(rows, width).table();
    return () -> {
      for (boolean more : BOTH) {
        tile.run(
            rows, width, INNER, a, 0, rowsA, 0, innerA, 0, b, 0, innerB, 0, c, 0, rowsC, 0, more);
      }
    };
  }

  /** The tile for so many rows and columns, and for so many multiplications in all. */
  Tile tile(int rows, int columns, long multiplications) {
    return adaptive(rows, columns).code(multiplications);
  }

  /** Whether that tile is one of vectors by now; if not, they may be asked for. */
  boolean ready(int rows, int columns, boolean ask) {
    return adaptive(rows, columns).ready(ask);
  }

  private Adaptive<Tile> adaptive(int rows, int columns) {
    int vectors = (columns - 1) / lanes;
    int moved = columns % lanes == 0 ? 0 : 1;
    return tiles.get(2 * vectors + moved).get(rows - 1);
  }
}
