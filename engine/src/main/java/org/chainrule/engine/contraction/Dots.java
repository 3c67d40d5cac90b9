package org.chainrule.engine.contraction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The ways to multiply a row by columns that lie along the inner axis. */
final class Dots {
  /** Numbers along the inner axis in an exercise: whole steps and some. */
  private static final int INNER = 20 * Dot.PARTS + Dot.PARTS / 2;

  private record Form(Lanes lanes, Mode mode) {}

  private static final Map<Form, Dots> MADE = new ConcurrentHashMap<>();

  private final int columns;
  private final Adaptive<Dot> several;
  private final Adaptive<Dot> one;

  private Dots(Form form) {
    Lanes lanes = form.lanes;
    int vectors = Dot.PARTS / lanes.count();
    // Half of the registers hold sums.
    columns = Math.max(1, (lanes.bits() >= 512 ? 16 : 8) / Math.max(2, vectors));
    Dot plain = DotGenerator.plain(lanes);
    several =
        new Adaptive<>(
            form.mode,
            new Repeated(plain, columns),
            () -> DotGenerator.vectors(lanes, columns),
            dot -> exercise(dot, lanes, columns),
            INNER / lanes.count() * columns);
    one =
        new Adaptive<>(
            form.mode,
            plain,
            () -> DotGenerator.vectors(lanes, 1),
            dot -> exercise(dot, lanes, 1),
            INNER / lanes.count());
  }

  /** Those for vectors of a width in a mode. */
  static Dots of(Lanes lanes, Mode mode) {
    return MADE.computeIfAbsent(new Form(lanes, mode), Dots::new);
  }

  private static Runnable exercise(Dot dot, Lanes lanes, int columns) {
    Object a = lanes.numbers(INNER);
    Object b = lanes.numbers(INNER * columns);
    int[] columnsB = Offsets.affine(columns, INNER).table();
    int[] columnsC = Offsets.affine(columns, 1).table();
    Object c = lanes.numbers(columns);
    return () -> dot.run(INNER, a, 0, b, 0, columnsB, 0, c, 0, columnsC, 0);
  }

  /** As {@link Dot#run}, for any number of columns. */
  void run(
      int columnsLeft,
      int inner,
      Object a,
      int ao,
      Object b,
      int bo,
      int[] columnsB,
      int columnB,
      Object c,
      int co,
      int[] columnsC,
      int columnC) {
    int column = 0;
    for (; column + columns <= columnsLeft; column += columns) {
      several
          .code()
          .run(inner, a, ao, b, bo, columnsB, columnB + column, c, co, columnsC, columnC + column);
    }
    for (; column < columnsLeft; column++) {
      one.code()
          .run(inner, a, ao, b, bo, columnsB, columnB + column, c, co, columnsC, columnC + column);
    }
  }

  /** Column after column. */
  private record Repeated(Dot dot, int columns) implements Dot {
    @Override
    public void run(
        int inner,
        Object a,
        int ao,
        Object b,
        int bo,
        int[] columnsB,
        int columnB,
        Object c,
        int co,
        int[] columnsC,
        int columnC) {
      for (int column = 0; column < columns; column++) {
        dot.run(inner, a, ao, b, bo, columnsB, columnB + column, c, co, columnsC, columnC + column);
      }
    }
  }
}
