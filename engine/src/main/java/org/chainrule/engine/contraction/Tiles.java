package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.engine.Precision;

/** The tiles that an arrangement needs. */
final class Tiles {
  /** Steps along the inner axis in an exercise. */
  private static final int INNER = 32;

  private record Kind(TileForm form, Mode mode) {}

  private static final Map<Kind, Adaptive<Tile>> MADE = new ConcurrentHashMap<>();
  private static final Map<Precision, Tile> PLAIN = new ConcurrentHashMap<>();

  private final int lanes;

  /** By vectors less one, twice, one less if the last is full; then by rows less one. */
  private final List<List<Adaptive<Tile>>> tiles = new ArrayList<>();

  /** Those of an arrangement in a mode. */
  Tiles(Arrangement by, Mode mode) {
    lanes = by.lanes.count();
    for (int vectors = 1; vectors <= by.vectors; vectors++) {
      tiles.add(byRows(by, vectors, true, mode));
      tiles.add(byRows(by, vectors, false, mode));
    }
  }

  private static List<Adaptive<Tile>> byRows(
      Arrangement by, int vectors, boolean masked, Mode mode) {
    // A narrow panel has lines as long as the others.
    Access b = by.packB && vectors == by.vectors ? Access.PACKED : Access.TABLE;
    Access a =
        by.packA ? Access.PACKED : by.product.innerA().step() == 1 ? Access.LINE : Access.TABLE;
    List<Adaptive<Tile>> tiles = new ArrayList<>();
    for (int rows = 1; rows <= by.lanes.tallest(); rows++) {
      TileForm form = new TileForm(by.lanes, rows, vectors, masked, a, b);
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
        INNER * form.rows() * form.vectors());
  }

  /**
   * Runs a tile on numbers of its own, a masked one up to the end of the arrays: what the JVM's
   * compiler has not seen run, it leaves out.
   */
  private static void exercise(Tile tile, TileForm form) {
    int tallest = form.lanes().tallest();
    int width = form.width();
    int missing = form.masked() ? form.lanes().count() / 2 : 0;
    int columns = width - missing;
    int side = form.lanes().side();
    Object a = form.lanes().numbers(Math.max(side, tallest) * INNER);
    Object b = form.lanes().numbers(width * INNER - missing);
    Object c = form.lanes().numbers(form.rows() * width - missing);
    boolean line = form.a() == Access.LINE;
    int[] rowsA = Offsets.affine(tallest, line ? INNER : 1).table();
    int[] innerA = Offsets.affine(INNER, line ? 1 : side).table();
    int[] innerB = Offsets.affine(INNER, width).table();
    int[] rowsC = Offsets.affine(tallest, width).table();
    int rows = form.rows();
    for (int inner : new int[] {INNER, 0}) {
      boolean more = inner == 0;
      tile.run(
          rows, columns, inner, a, 0, rowsA, 0, innerA, 0, b, 0, innerB, 0, c, 0, rowsC, 0, more);
    }
  }

  /** The tile for so many rows and columns. */
  Tile tile(int rows, int columns) {
    int vectors = (columns - 1) / lanes;
    int full = columns % lanes == 0 ? 1 : 0;
    return tiles.get(2 * vectors + full).get(rows - 1).code();
  }
}
