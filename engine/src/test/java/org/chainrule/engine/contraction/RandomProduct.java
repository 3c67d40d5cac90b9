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
      int gap = 0;
      for (int i = 0; i < at.length; i++) {
        gap += i > 0 && i % run == 0 ? 1 + random.nextInt(2) : 0;
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

  /** Every element of C as one chain of fused multiply-adds; NaN where nothing is to be written. */
  double[] chains() {
    double[] c = new double[sizeC];
    Arrays.fill(c, Double.NaN);
    for (int batch = 0; batch < product.batches(); batch++) {
      for (int row = 0; row < product.rows(); row++) {
        for (int column = 0; column < product.columns(); column++) {
          double sum = 0;
          for (int p = 0; p < product.inner(); p++) {
            sum = Math.fma(a[atA(batch, row, p)], b[atB(batch, p, column)], sum);
          }
          c[place(batch, row, column)] = sum;
        }
      }
    }
    return c;
  }

  /** The same in float32. */
  float[] chainsOfFloats() {
    float[] c = new float[sizeC];
    Arrays.fill(c, Float.NaN);
    for (int batch = 0; batch < product.batches(); batch++) {
      for (int row = 0; row < product.rows(); row++) {
        for (int column = 0; column < product.columns(); column++) {
          float sum = 0;
          for (int p = 0; p < product.inner(); p++) {
            sum = Math.fma((float) a[atA(batch, row, p)], (float) b[atB(batch, p, column)], sum);
          }
          c[place(batch, row, column)] = sum;
        }
      }
    }
    return c;
  }

  private int atA(int batch, int row, int p) {
    return product.batchA().at(batch) + product.rowA().at(row) + product.innerA().at(p);
  }

  private int atB(int batch, int p, int column) {
    return product.batchB().at(batch) + product.innerB().at(p) + product.columnB().at(column);
  }
}
