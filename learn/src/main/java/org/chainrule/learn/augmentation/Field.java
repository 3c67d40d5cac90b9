package org.chainrule.learn.augmentation;

import org.chainrule.learn.random.Philox;

/**
 * Where each pixel of a picture comes from: the pixel in row i and column j is what was at a place,
 * whose coordinates need not be whole.
 *
 * @param rows of the picture
 * @param columns of the picture
 * @param fromRow the row of that place, for each pixel in row-major order
 * @param fromColumn its column
 */
@SuppressWarnings("ArrayRecordComponent") // made and used at once, never compared
record Field(int rows, int columns, double[] fromRow, double[] fromColumn) {

  /** Where the pixel in a place comes from. */
  private interface Map {
    void map(double row, double column, double[] from);
  }

  private static Field of(int rows, int columns, Map map) {
    Field field = new Field(rows, columns, new double[rows * columns], new double[rows * columns]);
    double[] from = new double[2];
    for (int i = 0, p = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++, p++) {
        map.map(i, j, from);
        field.fromRow[p] = from[0];
        field.fromColumn[p] = from[1];
      }
    }
    return field;
  }

  /** A motion drawn at random. */
  static Field of(Motion motion, int rows, int columns, Philox random) {
    return switch (motion) {
      case Motion.Shift(double most) -> {
        double down = random.uniform(-most, most);
        yield shift(rows, columns, down, random.uniform(-most, most));
      }
      case Motion.Rotate(double most) ->
          rotation(rows, columns, Math.toRadians(random.uniform(-most, most)));
      case Motion.Scale(double most) -> {
        double range = StrictMath.log1p(most);
        yield scaling(rows, columns, StrictMath.exp(random.uniform(-range, range)));
      }
      case Motion.Elastic(double strength, double smoothness) -> {
        double[] down = smoothNoise(rows, columns, smoothness, random);
        double[] right = smoothNoise(rows, columns, smoothness, random);
        yield displacement(rows, columns, down, right, strength);
      }
    };
  }

  private static double[] smoothNoise(int rows, int columns, double smoothness, Philox random) {
    double[] values = new double[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.uniform(-1, 1);
    }
    return Gaussian.smooth(values, rows, columns, smoothness);
  }

  static Field shift(int rows, int columns, double down, double right) {
    return of(
        rows,
        columns,
        (i, j, from) -> {
          from[0] = i - down;
          from[1] = j - right;
        });
  }

  /** Clockwise about the centre. */
  static Field rotation(int rows, int columns, double angle) {
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double middleRow = (rows - 1) / 2.0;
    double middleColumn = (columns - 1) / 2.0;
    return of(
        rows,
        columns,
        (i, j, from) -> {
          double y = i - middleRow;
          double x = j - middleColumn;
          from[0] = middleRow + cos * y - sin * x;
          from[1] = middleColumn + sin * y + cos * x;
        });
  }

  /** About the centre, larger by a factor. */
  static Field scaling(int rows, int columns, double factor) {
    double middleRow = (rows - 1) / 2.0;
    double middleColumn = (columns - 1) / 2.0;
    return of(
        rows,
        columns,
        (i, j, from) -> {
          from[0] = middleRow + (i - middleRow) / factor;
          from[1] = middleColumn + (j - middleColumn) / factor;
        });
  }

  static Field displacement(int rows, int columns, double[] down, double[] right, double strength) {
    return of(
        rows,
        columns,
        (i, j, from) -> {
          int p = ((int) i) * columns + ((int) j);
          from[0] = i + strength * down[p];
          from[1] = j + strength * right[p];
        });
  }

  /** First this motion, then another; between pixels, this one is continued evenly. */
  Field then(Field other) {
    double[] row = new double[rows * columns];
    double[] column = new double[rows * columns];
    for (int p = 0; p < row.length; p++) {
      row[p] = continued(fromRow, other.fromRow[p], other.fromColumn[p]);
      column[p] = continued(fromColumn, other.fromRow[p], other.fromColumn[p]);
    }
    return new Field(rows, columns, row, column);
  }

  /** Bilinear between pixels and beyond the edges, which is exact for all but an elastic motion. */
  private double continued(double[] values, double row, double column) {
    int i = Math.clamp((long) Math.floor(row), 0, Math.max(0, rows - 2));
    int j = Math.clamp((long) Math.floor(column), 0, Math.max(0, columns - 2));
    int down = rows > 1 ? columns : 0;
    int right = columns > 1 ? 1 : 0;
    double y = row - i;
    double x = column - j;
    int p = i * columns + j;
    return (1 - y) * ((1 - x) * values[p] + x * values[p + right])
        + y * ((1 - x) * values[p + down] + x * values[p + down + right]);
  }
}
