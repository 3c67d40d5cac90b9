package org.chainrule.engine.vector;

import java.util.Arrays;
import org.chainrule.graph.Storage;

/** {@link Copying} of IEEE 754 binary64 numbers. */
final class CopyingFloat64 implements Copying<double[]> {
  /** The edge of the squares that a transposition goes by: they fit the nearest cache. */
  private static final int TILE = 16;

  @Override
  public double[] allocate(int size) {
    return new double[size];
  }

  @Override
  public Storage storage(double[] array) {
    return new Storage.Float64(array);
  }

  @Override
  public double get(double[] x, int position) {
    return x[position];
  }

  @Override
  public void copy(double[] x, int xo, double[] z, int zo, int n) {
    System.arraycopy(x, xo, z, zo, n);
  }

  @Override
  public void fill(double number, double[] z, int zo, int n) {
    Arrays.fill(z, zo, zo + n, number);
  }

  @Override
  public void repeat(double[] x, int xo, double[] z, int zo, int n) {
    Arrays.fill(z, zo, zo + n, x[xo]);
  }

  @Override
  public void copy(double[] x, int xo, int xs, double[] z, int zo, int zs, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i * zs] = x[xo + i * xs];
    }
  }

  @Override
  public void add(double[] x, int xo, int xs, double[] z, int zo, int zs, int n) {
    for (int i = 0; i < n; i++) {
      z[zo + i * zs] += x[xo + i * xs];
    }
  }

  @Override
  public void transpose(
      double[] x, int xo, int xs, double[] z, int zo, int zs, int rows, int columns) {
    for (int top = 0; top < rows; top += TILE) {
      int bottom = Math.min(rows, top + TILE);
      for (int left = 0; left < columns; left += TILE) {
        int right = Math.min(columns, left + TILE);
        for (int r = top; r < bottom; r++) {
          for (int c = left; c < right; c++) {
            z[zo + r * zs + c] = x[xo + c * xs + r];
          }
        }
      }
    }
  }
}
