package org.chainrule.learn.augmentation;

import org.chainrule.graph.Shape;

/** A picture of one or several channels, one after the other in row-major order. */
@SuppressWarnings("ArrayRecordComponent") // made and used at once, never compared
record Picture(int channels, int rows, int columns, double[] values) {

  static Picture of(Shape shape, double[] values) {
    int last = shape.rank() - 1;
    int channels = last == 2 ? shape.size(0) : 1;
    return new Picture(channels, shape.size(last - 1), shape.size(last), values);
  }

  /** The picture after a motion; bilinear between pixels, 0 beyond the edges. */
  Picture sampled(Field field) {
    double[] result = new double[values.length];
    int size = rows * columns;
    for (int c = 0; c < channels; c++) {
      for (int p = 0; p < size; p++) {
        result[c * size + p] = at(c * size, field.fromRow()[p], field.fromColumn()[p]);
      }
    }
    return new Picture(channels, rows, columns, result);
  }

  private double at(int offset, double row, double column) {
    if (!(row > -1 && row < rows && column > -1 && column < columns)) {
      return 0;
    }
    int i = (int) Math.floor(row);
    int j = (int) Math.floor(column);
    double y = row - i;
    double x = column - j;
    return (1 - y) * ((1 - x) * pixel(offset, i, j) + x * pixel(offset, i, j + 1))
        + y * ((1 - x) * pixel(offset, i + 1, j) + x * pixel(offset, i + 1, j + 1));
  }

  private double pixel(int offset, int i, int j) {
    boolean inside = i >= 0 && i < rows && j >= 0 && j < columns;
    return inside ? values[offset + i * columns + j] : 0;
  }
}
