package org.chainrule.graph;

import java.util.Arrays;

/** Numbers as a machine holds them, in one of two precisions. */
public sealed interface Storage {
  /** How many numbers. */
  int size();

  /** The number at this position. */
  double get(int position);

  /** Changes the number at this position, rounded to the precision. */
  void set(int position, double value);

  /**
   * Copies so many numbers to a position of another storage and on, rounded to the precision there.
   *
   * @throws IndexOutOfBoundsException if there are not so many here, or there
   */
  void copy(int from, Storage target, int to, int count);

  /** Sets so many numbers from a position on to 0. */
  void clear(int from, int count);

  /** So many zeros of the same precision. */
  Storage zeros(int size);

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

    @Override
    public void copy(int from, Storage target, int to, int count) {
      switch (target) {
        case Float32(float[] numbers) -> System.arraycopy(values, from, numbers, to, count);
        case Float64(double[] numbers) -> {
          for (int i = 0; i < count; i++) {
            numbers[to + i] = values[from + i];
          }
        }
      }
    }

    @Override
    public void clear(int from, int count) {
      Arrays.fill(values, from, from + count, 0);
    }

    @Override
    public Float32 zeros(int size) {
      return new Float32(new float[size]);
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

    @Override
    public void copy(int from, Storage target, int to, int count) {
      switch (target) {
        case Float32(float[] numbers) -> {
          for (int i = 0; i < count; i++) {
            numbers[to + i] = (float) values[from + i];
          }
        }
        case Float64(double[] numbers) -> System.arraycopy(values, from, numbers, to, count);
      }
    }

    @Override
    public void clear(int from, int count) {
      Arrays.fill(values, from, from + count, 0);
    }

    @Override
    public Float64 zeros(int size) {
      return new Float64(new double[size]);
    }
  }
}
