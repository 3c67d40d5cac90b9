package org.chainrule.engine.vector;

/** {@link Multiplying} of IEEE 754 binary64 numbers. */
final class MultiplyingFloat64 implements Multiplying<double[]> {
  @Override
  public int workspace(Product product) {
    return 0;
  }

  @Override
  public void multiply(
      Product product,
      double[] a,
      int ao,
      double[] b,
      int bo,
      double[] c,
      int co,
      double[] work,
      int wo) {
    for (int batch = 0; batch < product.batches(); batch++) {
      for (int i = 0; i < product.rows(); i++) {
        int row = ao + product.batchA()[batch] + product.rowA()[i];
        for (int j = 0; j < product.columns(); j++) {
          int column = bo + product.batchB()[batch] + product.columnB()[j];
          double sum = 0;
          for (int p = 0; p < product.inner(); p++) {
            sum = Math.fma(a[row + product.innerA()[p]], b[column + product.innerB()[p]], sum);
          }
          c[co + product.batchC()[batch] + product.rowC()[i] + product.columnC()[j]] = sum;
        }
      }
    }
  }
}
