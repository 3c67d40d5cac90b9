package org.chainrule.learn.data;

/** What a model reads: a number of examples, each a row of {@code width} numbers. */
public sealed interface Features {
  /** How many examples there are. */
  int count();

  /** How many numbers an example has. */
  int width();

  /** One number. */
  double at(int example, int column);

  /** Copies the numbers of one example to {@code target[offset]} and on. */
  void copy(int example, double[] target, int offset);

  /** Copies the numbers of one example to {@code target[offset]} and on, rounded to float32. */
  void copy(int example, float[] target, int offset);

  /** The examples of the given numbers, in that order, copied. */
  Features select(int[] examples);

  /** Features held as float64. */
  final class Doubles implements Features {
    private final double[] values;
    private final int count;
    private final int width;

    /**
     * Takes the values of all examples, one after the other. The array is kept, not copied.
     *
     * @throws IllegalArgumentException unless the width is positive and divides the length
     */
    public Doubles(double[] values, int width) {
      this.values = values;
      this.width = width;
      count = divide(values.length, width);
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public double at(int example, int column) {
      return values[example * width + column];
    }

    @Override
    public void copy(int example, double[] target, int offset) {
      System.arraycopy(values, example * width, target, offset, width);
    }

    @Override
    public void copy(int example, float[] target, int offset) {
      int from = example * width;
      for (int i = 0; i < width; i++) {
        target[offset + i] = (float) values[from + i];
      }
    }

    @Override
    public Doubles select(int[] examples) {
      double[] selected = new double[Math.multiplyExact(examples.length, width)];
      for (int i = 0; i < examples.length; i++) {
        copy(examples[i], selected, i * width);
      }
      return new Doubles(selected, width);
    }
  }

  /** Features held as unsigned bytes: whole numbers from 0 to 255, such as grey levels. */
  final class Bytes implements Features {
    private final byte[] values;
    private final int count;
    private final int width;

    /**
     * Takes the values of all examples, one after the other. The array is kept, not copied.
     *
     * @throws IllegalArgumentException unless the width is positive and divides the length
     */
    public Bytes(byte[] values, int width) {
      this.values = values;
      this.width = width;
      count = divide(values.length, width);
    }

    @Override
    public int count() {
      return count;
    }

    @Override
    public int width() {
      return width;
    }

    @Override
    public double at(int example, int column) {
      return values[example * width + column] & 0xFF;
    }

    @Override
    public void copy(int example, double[] target, int offset) {
      int from = example * width;
      for (int i = 0; i < width; i++) {
        target[offset + i] = values[from + i] & 0xFF;
      }
    }

    @Override
    public void copy(int example, float[] target, int offset) {
      int from = example * width;
      for (int i = 0; i < width; i++) {
        target[offset + i] = values[from + i] & 0xFF;
      }
    }

    @Override
    public Bytes select(int[] examples) {
      byte[] selected = new byte[Math.multiplyExact(examples.length, width)];
      for (int i = 0; i < examples.length; i++) {
        System.arraycopy(values, examples[i] * width, selected, i * width, width);
      }
      return new Bytes(selected, width);
    }
  }

  private static int divide(int length, int width) {
    if (width < 1 || length % width != 0) {
      throw new IllegalArgumentException(length + " values are not rows of " + width);
    }
    return length / width;
  }
}
