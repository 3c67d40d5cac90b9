package org.chainrule.engine.vector;

import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link Panels} of IEEE 754 binary64 numbers. */
final class PanelsFloat64 implements Panels<double[]> {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  /** Partial sums side by side: as many on every processor, a multiple of any vector's lanes. */
  private static final int PARTS = 64;

  private final double[] parts = new double[PARTS];

  @Override
  public double[] none() {
    return new double[0];
  }

  @Override
  public void pack(
      double[] x,
      int xo,
      Offsets slow,
      int firstSlow,
      int slows,
      Offsets fast,
      int firstFast,
      int fasts,
      double[] z,
      int zo,
      int width) {
    if (fasts < width) {
      Arrays.fill(z, zo, zo + slows * width, 0);
    }
    if (fast.step() == 1) {
      for (int s = 0; s < slows; s++) {
        int from = xo + slow.at()[firstSlow + s] + fast.at()[firstFast];
        System.arraycopy(x, from, z, zo + s * width, fasts);
      }
      return;
    }
    for (int f = 0; f < fasts; f++) {
      int line = xo + fast.at()[firstFast + f];
      if (slow.step() == 1) {
        line += slow.at()[firstSlow];
        for (int s = 0; s < slows; s++) {
          z[zo + s * width + f] = x[line + s];
        }
      } else {
        for (int s = 0; s < slows; s++) {
          z[zo + s * width + f] = x[line + slow.at()[firstSlow + s]];
        }
      }
    }
  }

  @Override
  public void load(
      double[] c,
      int co,
      Offsets rows,
      int firstRow,
      int rowCount,
      Offsets columns,
      int firstColumn,
      int columnCount,
      double[] tile,
      int to,
      int width) {
    for (int i = 0; i < rowCount; i++) {
      int row = co + rows.at()[firstRow + i];
      int line = to + i * width;
      for (int j = 0; j < columnCount; j++) {
        tile[line + j] = c[row + columns.at()[firstColumn + j]];
      }
    }
  }

  @Override
  public void store(
      double[] tile,
      int to,
      int width,
      double[] c,
      int co,
      Offsets rows,
      int firstRow,
      int rowCount,
      Offsets columns,
      int firstColumn,
      int columnCount) {
    for (int i = 0; i < rowCount; i++) {
      int row = co + rows.at()[firstRow + i];
      int line = to + i * width;
      for (int j = 0; j < columnCount; j++) {
        c[row + columns.at()[firstColumn + j]] = tile[line + j];
      }
    }
  }

  @Override
  public void plain(Product product, double[] a, int ao, double[] b, int bo, double[] c, int co) {
    int[] innerA = product.innerA().at();
    int[] innerB = product.innerB().at();
    int[] columnB = product.columnB().at();
    int[] columnC = product.columnC().at();
    for (int i = 0; i < product.rows(); i++) {
      int row = ao + product.rowA().at()[i];
      int to = co + product.rowC().at()[i];
      int j = 0;
      for (; j <= columnC.length - 4; j += 4) {
        int b0 = bo + columnB[j];
        int b1 = bo + columnB[j + 1];
        int b2 = bo + columnB[j + 2];
        int b3 = bo + columnB[j + 3];
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        for (int p = 0; p < innerA.length; p++) {
          double x = a[row + innerA[p]];
          int inner = innerB[p];
          sum0 = Math.fma(x, b[b0 + inner], sum0);
          sum1 = Math.fma(x, b[b1 + inner], sum1);
          sum2 = Math.fma(x, b[b2 + inner], sum2);
          sum3 = Math.fma(x, b[b3 + inner], sum3);
        }
        c[to + columnC[j]] = sum0;
        c[to + columnC[j + 1]] = sum1;
        c[to + columnC[j + 2]] = sum2;
        c[to + columnC[j + 3]] = sum3;
      }
      for (; j < columnC.length; j++) {
        int column = bo + columnB[j];
        double sum = 0;
        for (int p = 0; p < innerA.length; p++) {
          sum = Math.fma(a[row + innerA[p]], b[column + innerB[p]], sum);
        }
        c[to + columnC[j]] = sum;
      }
    }
  }

  @Override
  public void dot(double[] a, int ao, double[] b, int bo, int n, double[] c, int co) {
    for (int part = 0; part < PARTS; part += LANES) {
      DoubleVector.fromArray(SPECIES, a, ao + part)
          .mul(DoubleVector.fromArray(SPECIES, b, bo + part))
          .intoArray(parts, part);
    }
    int i = PARTS;
    for (; i <= n - PARTS; i += PARTS) {
      for (int part = 0; part < PARTS; part += LANES) {
        DoubleVector.fromArray(SPECIES, a, ao + i + part)
            .fma(
                DoubleVector.fromArray(SPECIES, b, bo + i + part),
                DoubleVector.fromArray(SPECIES, parts, part))
            .intoArray(parts, part);
      }
    }
    for (int part = 0; i < n; i++, part++) {
      parts[part] = Math.fma(a[ao + i], b[bo + i], parts[part]);
    }
    c[co] = ReducingFloat64.total(parts);
  }

  @Override
  public void outer(
      double[] a,
      int ao,
      Offsets rowsA,
      double[] b,
      int bo,
      double[] c,
      int co,
      Offsets rowsC,
      int columns) {
    DoubleVector zero = DoubleVector.zero(SPECIES);
    for (int i = 0; i < rowsC.size(); i++) {
      double x = a[ao + rowsA.at()[i]];
      DoubleVector xs = DoubleVector.broadcast(SPECIES, x);
      int to = co + rowsC.at()[i];
      int j = 0;
      for (; j <= columns - LANES; j += LANES) {
        DoubleVector.fromArray(SPECIES, b, bo + j).fma(xs, zero).intoArray(c, to + j);
      }
      for (; j < columns; j++) {
        c[to + j] = Math.fma(x, b[bo + j], 0);
      }
    }
  }
}
