package org.chainrule.engine.contraction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A product of tensors whose axes lie in a random order, with gaps between some elements, and whose
 * operands may be shared by all matrices of a batch or overlap as windows do.
 */
final class RandomProduct {
  final Product product;
  final double[] a;
  final double[] b;
  final int sizeC;

  private RandomProduct(Product product, Random random) {
    this.product = product;
    a = numbers(extent(product.batchA(), product.rowA(), product.innerA()), random);
    b = numbers(extent(product.batchB(), product.innerB(), product.columnB()), random);
    sizeC = extent(product.batchC(), product.rowC(), product.columnC());
  }

  /** A product of matrices stored by rows, by columns where they are transposed. */
  static RandomProduct ofMatrices(
      Random random, int rows, int columns, int inner, boolean leftTransposed, boolean transposed) {
    Product product = Shapes.matrices(rows, columns, inner, leftTransposed, transposed);
    return new RandomProduct(product, random);
  }

  /** A product of matrices whose right one lies in panels of columns, one after the other. */
  static RandomProduct inPanels(Random random, int rows, int panels, int width, int inner) {
    Offsets one = Offsets.affine(1, 0);
    int columns = panels * width;
    return new RandomProduct(
        new Product(
            one,
            one,
            one,
            Offsets.affine(rows, inner),
            Offsets.affine(rows, columns),
            Offsets.affine(panels, inner * width).times(Offsets.affine(width, 1)),
            Offsets.affine(columns, 1),
            Offsets.affine(inner, 1),
            Offsets.affine(inner, width)),
        random);
  }

  static RandomProduct of(Random random, int batches, int rows, int columns, int inner) {
    boolean shareA = random.nextInt(3) == 0;
    boolean shareB = random.nextInt(3) == 0;
    boolean windows = random.nextInt(4) == 0;
    Offsets[] a = place(random, shareA ? 1 : batches, rows, inner);
    Offsets[] b =
        windows
            ? new Offsets[] {
              Offsets.affine(batches, 3 * (columns + inner)),
              Offsets.affine(inner, 1),
              Offsets.affine(columns, 1)
            }
            : place(random, shareB ? 1 : batches, inner, columns);
    Offsets[] c = place(random, batches, rows, columns);
    Offsets batchA = shareA ? Offsets.of(new int[batches]) : a[0];
    Offsets batchB = shareB && !windows ? Offsets.of(new int[batches]) : b[0];
    return new RandomProduct(
        new Product(batchA, batchB, c[0], a[1], c[1], b[2], c[2], a[2], b[1]), random);
  }

  /** Positions along axes of these sizes that lie in a random order, with random gaps. */
  private static Offsets[] place(Random random, int... sizes) {
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2));
    Collections.shuffle(order, random);
    Offsets[] offsets = new Offsets[3];
    int step = 1;
    for (int axis : order) {
      int[] at = new int[sizes[axis]];
      int run = random.nextInt(3) == 0 ? 1 + random.nextInt(20) : Integer.MAX_VALUE;
      boolean irregular = random.nextInt(4) == 0;
      int gap = 0;
      for (int i = 0; i < at.length; i++) {
        boolean beside = irregular ? random.nextInt(3) > 0 : i % run != 0;
        gap += i == 0 || beside ? 0 : 1 + random.nextInt(2);
        at[i] = (i + gap) * step;
      }
      offsets[axis] = Offsets.of(at);
      step *= at.length + gap + random.nextInt(2);
    }
    return offsets;
  }

  private static int extent(Offsets... axes) {
    int extent = 1;
    for (Offsets axis : axes) {
      if (axis.size() == 0) {
        return 0;
      }
      extent += Arrays.stream(axis.table()).max().orElse(0);
    }
    return extent;
  }

  private static double[] numbers(int count, Random random) {
    return random.doubles(count, -1, 1).toArray();
  }

  /** The place of an element of C. */
  int place(int batch, int row, int column) {
    return product.batchC().at(batch) + product.rowC().at(row) + product.columnC().at(column);
  }

  /** Every element of C as its order of adding up says; NaN where nothing is to be written. */
  double[] expected() {
    double[] c = new double[sizeC];
    Arrays.fill(c, Double.NaN);
    for (int batch = 0; batch < product.batches(); batch++) {
      for (int row = 0; row < product.rows(); row++) {
        for (int column = 0; column < product.columns(); column++) {
          double[] sums = new double[parts()];
          for (int p = 0; p < product.inner(); p++) {
            int part = p % sums.length;
            double x = a[atA(batch, row, p)];
            sums[part] = Math.fma(x, b[atB(batch, p, column)], sums[part]);
          }
          for (int distance = sums.length / 2; distance > 0; distance /= 2) {
            for (int part = 0; part < distance; part++) {
              sums[part] += sums[part + distance];
            }
          }
          c[place(batch, row, column)] = sums[0];
        }
      }
    }
    return c;
  }

  /** The same in float32. */
  float[] expectedFloats() {
    float[] c = new float[sizeC];
    Arrays.fill(c, Float.NaN);
    for (int batch = 0; batch < product.batches(); batch++) {
      for (int row = 0; row < product.rows(); row++) {
        for (int column = 0; column < product.columns(); column++) {
          float[] sums = new float[parts()];
          for (int p = 0; p < product.inner(); p++) {
            int part = p % sums.length;
            float x = (float) a[atA(batch, row, p)];
            sums[part] = Math.fma(x, (float) b[atB(batch, p, column)], sums[part]);
          }
          for (int distance = sums.length / 2; distance > 0; distance /= 2) {
            for (int part = 0; part < distance; part++) {
              sums[part] += sums[part + distance];
            }
          }
          c[place(batch, row, column)] = sums[0];
        }
      }
    }
    return c;
  }

  /** One chain, or the partial sums of a dot. */
  private int parts() {
    return product.dots() || product.transposed().dots() ? 16 : 1;
  }

  private int atA(int batch, int row, int p) {
    return product.batchA().at(batch) + product.rowA().at(row) + product.innerA().at(p);
  }

  private int atB(int batch, int p, int column) {
    return product.batchB().at(batch) + product.innerB().at(p) + product.columnB().at(column);
  }
}
