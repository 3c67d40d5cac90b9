package org.chainrule.engine.vector;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link Tiles} of IEEE 754 binary64 numbers. The sums of a tile are so many variables because only
 * variables become registers.
 */
final class TilesFloat64 implements Tiles<double[]> {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public int lanes() {
    return LANES;
  }

  @Override
  public int tallest() {
    return SPECIES.vectorBitSize() >= 512 ? 12 : 4;
  }

  @Override
  public void tile(
      int rows,
      int vectors,
      int inner,
      double[] a,
      int ao,
      int ars,
      int aps,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      int cs,
      boolean more) {
    switch (rows * 10 + vectors) {
      case 122 -> twelveByTwo(inner, a, ao, ars, aps, b, bo, bs, c, co, cs, more);
      case 42 -> fourByTwo(inner, a, ao, ars, aps, b, bo, bs, c, co, cs, more);
      case 12 -> oneByTwo(inner, a, ao, aps, b, bo, bs, c, co, more);
      case 81 -> eightByOne(inner, a, ao, ars, aps, b, bo, bs, c, co, cs, more);
      case 11 -> oneByOne(inner, a, ao, aps, b, bo, bs, c, co, more);
      case 14 -> oneByFour(inner, a, ao, aps, b, bo, bs, c, co, more);
      default -> throw new IllegalArgumentException(rows + " rows by " + vectors + " vectors");
    }
  }

  private static void twelveByTwo(
      int inner,
      double[] a,
      int ao,
      int ars,
      int aps,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      int cs,
      boolean more) {
    DoubleVector sum0a = more ? DoubleVector.fromArray(SPECIES, c, co) : DoubleVector.zero(SPECIES);
    DoubleVector sum0b =
        more ? DoubleVector.fromArray(SPECIES, c, co + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum1a =
        more ? DoubleVector.fromArray(SPECIES, c, co + cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum1b =
        more ? DoubleVector.fromArray(SPECIES, c, co + cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum2a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 2 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum2b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 2 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum3a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 3 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum3b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 3 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum4a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 4 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum4b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 4 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum5a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 5 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum5b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 5 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum6a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 6 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum6b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 6 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum7a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 7 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum7b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 7 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum8a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 8 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum8b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 8 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum9a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 9 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum9b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 9 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum10a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 10 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum10b =
        more
            ? DoubleVector.fromArray(SPECIES, c, co + 10 * cs + LANES)
            : DoubleVector.zero(SPECIES);
    DoubleVector sum11a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 11 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum11b =
        more
            ? DoubleVector.fromArray(SPECIES, c, co + 11 * cs + LANES)
            : DoubleVector.zero(SPECIES);
    int atA = ao;
    int atB = bo;
    for (int p = 0; p < inner; p++, atA += aps, atB += bs) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, atB + LANES);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[atA]);
      sum0a = x.fma(b0, sum0a);
      sum0b = x.fma(b1, sum0b);
      x = DoubleVector.broadcast(SPECIES, a[atA + ars]);
      sum1a = x.fma(b0, sum1a);
      sum1b = x.fma(b1, sum1b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 2 * ars]);
      sum2a = x.fma(b0, sum2a);
      sum2b = x.fma(b1, sum2b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 3 * ars]);
      sum3a = x.fma(b0, sum3a);
      sum3b = x.fma(b1, sum3b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 4 * ars]);
      sum4a = x.fma(b0, sum4a);
      sum4b = x.fma(b1, sum4b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 5 * ars]);
      sum5a = x.fma(b0, sum5a);
      sum5b = x.fma(b1, sum5b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 6 * ars]);
      sum6a = x.fma(b0, sum6a);
      sum6b = x.fma(b1, sum6b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 7 * ars]);
      sum7a = x.fma(b0, sum7a);
      sum7b = x.fma(b1, sum7b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 8 * ars]);
      sum8a = x.fma(b0, sum8a);
      sum8b = x.fma(b1, sum8b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 9 * ars]);
      sum9a = x.fma(b0, sum9a);
      sum9b = x.fma(b1, sum9b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 10 * ars]);
      sum10a = x.fma(b0, sum10a);
      sum10b = x.fma(b1, sum10b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 11 * ars]);
      sum11a = x.fma(b0, sum11a);
      sum11b = x.fma(b1, sum11b);
    }
    sum0a.intoArray(c, co);
    sum0b.intoArray(c, co + LANES);
    sum1a.intoArray(c, co + cs);
    sum1b.intoArray(c, co + cs + LANES);
    sum2a.intoArray(c, co + 2 * cs);
    sum2b.intoArray(c, co + 2 * cs + LANES);
    sum3a.intoArray(c, co + 3 * cs);
    sum3b.intoArray(c, co + 3 * cs + LANES);
    sum4a.intoArray(c, co + 4 * cs);
    sum4b.intoArray(c, co + 4 * cs + LANES);
    sum5a.intoArray(c, co + 5 * cs);
    sum5b.intoArray(c, co + 5 * cs + LANES);
    sum6a.intoArray(c, co + 6 * cs);
    sum6b.intoArray(c, co + 6 * cs + LANES);
    sum7a.intoArray(c, co + 7 * cs);
    sum7b.intoArray(c, co + 7 * cs + LANES);
    sum8a.intoArray(c, co + 8 * cs);
    sum8b.intoArray(c, co + 8 * cs + LANES);
    sum9a.intoArray(c, co + 9 * cs);
    sum9b.intoArray(c, co + 9 * cs + LANES);
    sum10a.intoArray(c, co + 10 * cs);
    sum10b.intoArray(c, co + 10 * cs + LANES);
    sum11a.intoArray(c, co + 11 * cs);
    sum11b.intoArray(c, co + 11 * cs + LANES);
  }

  private static void fourByTwo(
      int inner,
      double[] a,
      int ao,
      int ars,
      int aps,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      int cs,
      boolean more) {
    DoubleVector sum0a = more ? DoubleVector.fromArray(SPECIES, c, co) : DoubleVector.zero(SPECIES);
    DoubleVector sum0b =
        more ? DoubleVector.fromArray(SPECIES, c, co + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum1a =
        more ? DoubleVector.fromArray(SPECIES, c, co + cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum1b =
        more ? DoubleVector.fromArray(SPECIES, c, co + cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum2a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 2 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum2b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 2 * cs + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum3a =
        more ? DoubleVector.fromArray(SPECIES, c, co + 3 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum3b =
        more ? DoubleVector.fromArray(SPECIES, c, co + 3 * cs + LANES) : DoubleVector.zero(SPECIES);
    int atA = ao;
    int atB = bo;
    for (int p = 0; p < inner; p++, atA += aps, atB += bs) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, atB + LANES);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[atA]);
      sum0a = x.fma(b0, sum0a);
      sum0b = x.fma(b1, sum0b);
      x = DoubleVector.broadcast(SPECIES, a[atA + ars]);
      sum1a = x.fma(b0, sum1a);
      sum1b = x.fma(b1, sum1b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 2 * ars]);
      sum2a = x.fma(b0, sum2a);
      sum2b = x.fma(b1, sum2b);
      x = DoubleVector.broadcast(SPECIES, a[atA + 3 * ars]);
      sum3a = x.fma(b0, sum3a);
      sum3b = x.fma(b1, sum3b);
    }
    sum0a.intoArray(c, co);
    sum0b.intoArray(c, co + LANES);
    sum1a.intoArray(c, co + cs);
    sum1b.intoArray(c, co + cs + LANES);
    sum2a.intoArray(c, co + 2 * cs);
    sum2b.intoArray(c, co + 2 * cs + LANES);
    sum3a.intoArray(c, co + 3 * cs);
    sum3b.intoArray(c, co + 3 * cs + LANES);
  }

  private static void oneByTwo(
      int inner,
      double[] a,
      int ao,
      int aps,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      boolean more) {
    DoubleVector sum0a = more ? DoubleVector.fromArray(SPECIES, c, co) : DoubleVector.zero(SPECIES);
    DoubleVector sum0b =
        more ? DoubleVector.fromArray(SPECIES, c, co + LANES) : DoubleVector.zero(SPECIES);
    int atA = ao;
    int atB = bo;
    for (int p = 0; p < inner; p++, atA += aps, atB += bs) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, atB + LANES);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[atA]);
      sum0a = x.fma(b0, sum0a);
      sum0b = x.fma(b1, sum0b);
    }
    sum0a.intoArray(c, co);
    sum0b.intoArray(c, co + LANES);
  }

  private static void eightByOne(
      int inner,
      double[] a,
      int ao,
      int ars,
      int aps,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      int cs,
      boolean more) {
    DoubleVector sum0 = more ? DoubleVector.fromArray(SPECIES, c, co) : DoubleVector.zero(SPECIES);
    DoubleVector sum1 =
        more ? DoubleVector.fromArray(SPECIES, c, co + cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum2 =
        more ? DoubleVector.fromArray(SPECIES, c, co + 2 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum3 =
        more ? DoubleVector.fromArray(SPECIES, c, co + 3 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum4 =
        more ? DoubleVector.fromArray(SPECIES, c, co + 4 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum5 =
        more ? DoubleVector.fromArray(SPECIES, c, co + 5 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum6 =
        more ? DoubleVector.fromArray(SPECIES, c, co + 6 * cs) : DoubleVector.zero(SPECIES);
    DoubleVector sum7 =
        more ? DoubleVector.fromArray(SPECIES, c, co + 7 * cs) : DoubleVector.zero(SPECIES);
    int atA = ao;
    int atB = bo;
    for (int p = 0; p < inner; p++, atA += aps, atB += bs) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[atA]);
      sum0 = x.fma(b0, sum0);
      x = DoubleVector.broadcast(SPECIES, a[atA + ars]);
      sum1 = x.fma(b0, sum1);
      x = DoubleVector.broadcast(SPECIES, a[atA + 2 * ars]);
      sum2 = x.fma(b0, sum2);
      x = DoubleVector.broadcast(SPECIES, a[atA + 3 * ars]);
      sum3 = x.fma(b0, sum3);
      x = DoubleVector.broadcast(SPECIES, a[atA + 4 * ars]);
      sum4 = x.fma(b0, sum4);
      x = DoubleVector.broadcast(SPECIES, a[atA + 5 * ars]);
      sum5 = x.fma(b0, sum5);
      x = DoubleVector.broadcast(SPECIES, a[atA + 6 * ars]);
      sum6 = x.fma(b0, sum6);
      x = DoubleVector.broadcast(SPECIES, a[atA + 7 * ars]);
      sum7 = x.fma(b0, sum7);
    }
    sum0.intoArray(c, co);
    sum1.intoArray(c, co + cs);
    sum2.intoArray(c, co + 2 * cs);
    sum3.intoArray(c, co + 3 * cs);
    sum4.intoArray(c, co + 4 * cs);
    sum5.intoArray(c, co + 5 * cs);
    sum6.intoArray(c, co + 6 * cs);
    sum7.intoArray(c, co + 7 * cs);
  }

  private static void oneByOne(
      int inner,
      double[] a,
      int ao,
      int aps,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      boolean more) {
    DoubleVector sum0 = more ? DoubleVector.fromArray(SPECIES, c, co) : DoubleVector.zero(SPECIES);
    int atA = ao;
    int atB = bo;
    for (int p = 0; p < inner; p++, atA += aps, atB += bs) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[atA]);
      sum0 = x.fma(b0, sum0);
    }
    sum0.intoArray(c, co);
  }

  private static void oneByFour(
      int inner,
      double[] a,
      int ao,
      int aps,
      double[] b,
      int bo,
      int bs,
      double[] c,
      int co,
      boolean more) {
    DoubleVector sum0a = more ? DoubleVector.fromArray(SPECIES, c, co) : DoubleVector.zero(SPECIES);
    DoubleVector sum0b =
        more ? DoubleVector.fromArray(SPECIES, c, co + LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum0c =
        more ? DoubleVector.fromArray(SPECIES, c, co + 2 * LANES) : DoubleVector.zero(SPECIES);
    DoubleVector sum0d =
        more ? DoubleVector.fromArray(SPECIES, c, co + 3 * LANES) : DoubleVector.zero(SPECIES);
    int atA = ao;
    int atB = bo;
    for (int p = 0; p < inner; p++, atA += aps, atB += bs) {
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, atB);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, atB + LANES);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, atB + 2 * LANES);
      DoubleVector b3 = DoubleVector.fromArray(SPECIES, b, atB + 3 * LANES);
      DoubleVector x = DoubleVector.broadcast(SPECIES, a[atA]);
      sum0a = x.fma(b0, sum0a);
      sum0b = x.fma(b1, sum0b);
      sum0c = x.fma(b2, sum0c);
      sum0d = x.fma(b3, sum0d);
    }
    sum0a.intoArray(c, co);
    sum0b.intoArray(c, co + LANES);
    sum0c.intoArray(c, co + 2 * LANES);
    sum0d.intoArray(c, co + 3 * LANES);
  }
}
