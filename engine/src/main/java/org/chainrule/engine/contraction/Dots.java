package org.chainrule.engine.contraction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.chainrule.engine.kernel.Mode;

/** The ways to multiply a row by columns that lie along the inner axis. */
final class Dots {
  /** Numbers along the inner axis in an exercise. */
  private static final int INNER = 20 * Dot.PARTS;

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
    several = adaptive(form, new Repeated(plain, columns), columns);
    one = adaptive(form, plain, 1);
  }

  private static Adaptive<Dot> adaptive(Form form, Dot plain, int columns) {
    return new Adaptive<>(
        form.mode,
        plain,
        () -> DotGenerator.vectors(form.lanes, columns),
        dot -> exercise(dot, form.lanes, columns),
        INNER / form.lanes.count() * columns);
  }

  /** Those for vectors of a width in a mode. */
  static Dots of(Lanes lanes, Mode mode) {
    return MADE.computeIfAbsent(new Form(lanes, mode), Dots::new);
  }

  private static Runnable exercise(Dot dot, Lanes lanes, int columns) {
    Object a = lanes.numbers(INNER);
    Object b = lanes.numbers(INNER * columns);
    int[] columnsB = Offsets.affine(columns, INNER).table();
    Object sums = lanes.numbers(Dot.PARTS * columns);
    return () -> dot.run(INNER, a, 0, b, 0, columnsB, 0, sums, 0);
  }

  /** How many numbers of working memory {@link #run} needs. */
  int workspace() {
    return Dot.PARTS * columns;
  }

  /**
   * For any number of columns k from 0 on, {@code c[co + columnsC[columnC + k]]} becomes the
   * product of the numbers from {@code a[ao]} and {@code b[bo + columnsB[columnB + k]]} on.
   */
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
      int columnC,
      Object work,
      int wo) {
    int next;
    for (int column = 0; column < columnsLeft; column = next) {
      boolean all = column + columns <= columnsLeft;
      next = column + (all ? columns : 1);
      Dot dot = (all ? several : one).code((long) inner * (next - column));
      dot.run(inner, a, ao, b, bo, columnsB, columnB + column, work, wo);
      for (int k = column; k < next; k++) {
        int fromB = bo + columnsB[columnB + k];
        int toC = co + columnsC[columnC + k];
        int sums = wo + Dot.PARTS * (k - column);
        switch (c) {
          case float[] floats ->
              floats[toC] = total(inner, (float[]) a, ao, (float[]) b, fromB, (float[]) work, sums);
          default ->
              ((double[]) c)[toC] =
                  total(inner, (double[]) a, ao, (double[]) b, fromB, (double[]) work, sums);
        }
      }
    }
  }

  /** The total of partial sums, what is left of the numbers being added before. */
  private static float total(
      int inner, float[] a, int ao, float[] b, int bo, float[] sums, int so) {
    int left = inner % Dot.PARTS;
    int from = inner - left;
    for (int part = 0; part < Dot.PARTS && left > 0; part++) {
      boolean missing = part >= left;
      float x = missing ? 0 : a[ao + from + part];
      float y = missing ? 0 : b[bo + from + part];
      sums[so + part] = Math.fma(x, y, sums[so + part]);
    }
    for (int distance = Dot.PARTS / 2; distance > 0; distance /= 2) {
      for (int part = 0; part < distance; part++) {
        sums[so + part] += sums[so + part + distance];
      }
    }
    return sums[so];
  }

  private static double total(
      int inner, double[] a, int ao, double[] b, int bo, double[] sums, int so) {
    int left = inner % Dot.PARTS;
    int from = inner - left;
    for (int part = 0; part < Dot.PARTS && left > 0; part++) {
      boolean missing = part >= left;
      double x = missing ? 0 : a[ao + from + part];
      double y = missing ? 0 : b[bo + from + part];
      sums[so + part] = Math.fma(x, y, sums[so + part]);
    }
    for (int distance = Dot.PARTS / 2; distance > 0; distance /= 2) {
      for (int part = 0; part < distance; part++) {
        sums[so + part] += sums[so + part + distance];
      }
    }
    return sums[so];
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
        Object sums,
        int so) {
      for (int column = 0; column < columns; column++) {
        dot.run(inner, a, ao, b, bo, columnsB, columnB + column, sums, so + PARTS * column);
      }
    }
  }
}
