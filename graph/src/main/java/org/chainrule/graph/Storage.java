package org.chainrule.graph;

/** Numbers as a machine holds them, in one of two precisions. */
public sealed interface Storage {
  /** How many numbers. */
  int size();

  /** The number at this position. */
  double get(int position);

  /** Changes the number at this position, rounded to the precision. */
  void set(int position, double value);

  /**
   * IEEE 754 binary32 numbers.
   *
   * @param values the numbers themselves, not a copy
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of memory: identity is what equality means
  record Float32(float[] values) implements Storage {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int position) {
      return values[position];
    }

    @Override
    public void set(int position, double value) {
      values[position] = (float) value;
    }
  }

  /**
   * IEEE 754 binary64 numbers.
   *
   * @param values the numbers themselves, not a copy
   */
  @SuppressWarnings("ArrayRecordComponent") // a view of memory: identity is what equality means
  record Float64(double[] values) implements Storage {
    @Override
    public int size() {
      return values.length;
    }

    @Override
    public double get(int position) {
      return values[position];
    }

    @Override
    public void set(int position, double value) {
      values[position] = value;
    }
  }
}
