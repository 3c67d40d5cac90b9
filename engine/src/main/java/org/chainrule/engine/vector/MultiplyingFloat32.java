package org.chainrule.engine.vector;

/** {@link Multiplying} of IEEE 754 binary32 numbers. */
final class MultiplyingFloat32 implements Multiplying<float[]> {
  @Override
  public int workspace(Product product) {
    return 0;
  }

  @Override
  public void multiply(
      Product product,
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] work,
      int wo) {
    for (int batch = 0; batch < product.batches(); batch++) {
      for (int i = 0; i < product.rows(); i++) {
        int row = ao + product.batchA()[batch] + product.rowA()[i];
        for (int j = 0; j < product.columns(); j++) {
          int column = bo + product.batchB()[batch] + product.columnB()[j];
          float sum = 0;
          for (int p = 0; p < product.inner(); p++) {
            sum = Math.fma(a[row + product.innerA()[p]], b[column + product.innerB()[p]], sum);
          }
          c[co + product.batchC()[batch] + product.rowC()[i] + product.columnC()[j]] = sum;
        }
      }
    }
  }
}
