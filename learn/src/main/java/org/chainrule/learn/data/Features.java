package org.chainrule.learn.data;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.chainrule.graph.Storage;

/** What a model reads: a number of examples, each a row of {@code width} numbers. */
public sealed interface Features {
  /** How many examples there are. */
  int count();

  /** How many numbers an example has. */
  int width();

  /** One number. */
  double at(int example, int column);

  /** Copies the numbers of one example to that position and on, rounded to the precision there. */
  void copy(int example, Storage target, int offset);

  /** The numbers of one example, copied. */
  default double[] row(int example) {
    double[] row = new double[width()];
    copy(example, new Storage.Float64(row), 0);
    return row;
  }

  /** The examples of the given numbers, in that order, copied. */
  Features select(int[] examples);

  /**
   * Features held as float64: the values of all examples, one after the other. The array is kept,
   * not copied.
   *
   * @throws IllegalArgumentException unless the width is positive and divides the length
   */
  static Features of(double[] values, int width) {
    return new Numbers(new Storage.Float64(values), width);
  }

  /**
   * Features held as float32: half the memory, and copied as they are when training does so. The
   * array is kept, not copied.
   *
   * @throws IllegalArgumentException unless the width is positive and divides the length
   */
  static Features of(float[] values, int width) {
    return new Numbers(new Storage.Float32(values), width);
  }

  /** Features held as a machine holds numbers. */
  final class Numbers implements Features {
    private final Storage values;
    private final int count;
    private final int width;

    /**
     * Takes the values of all examples, one after the other, which are kept, not copied.
     *
     * @throws IllegalArgumentException unless the width is positive and divides their number
     */
    public Numbers(Storage values, int width) {
      this.values = values;
      this.width = width;
      count = divide(values.size(), width);
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
      return values.get(example * width + column);
    }

    @Override
    public void copy(int example, Storage target, int offset) {
      values.copy(example * width, target, offset, width);
    }

    @Override
    public Numbers select(int[] examples) {
      Storage selected = values.zeros(Math.multiplyExact(examples.length, width));
      for (int i = 0; i < examples.length; i++) {
        copy(examples[i], selected, i * width);
      }
      return new Numbers(selected, width);
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
    public void copy(int example, Storage target, int offset) {
      int from = example * width;
      switch (target) {
        case Storage.Float32(float[] numbers) -> {
          for (int i = 0; i < width; i++) {
            numbers[offset + i] = values[from + i] & 0xFF;
          }
        }
        case Storage.Float64(double[] numbers) -> {
          for (int i = 0; i < width; i++) {
            numbers[offset + i] = values[from + i] & 0xFF;
          }
        }
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

  /**
   * Sequences of steps, each step a row of numbers. An example is its steps one after the other;
   * those with fewer than the most are filled up with zeros at the end.
   */
  final class Sequences implements Features {
    private final Features steps;
    private final int[] begins;
    private final int length;

    /**
     * Takes the steps of all sequences, one sequence after the other.
     *
     * @param begins the number of the first step of each sequence, and at the end the number of all
     *     steps
     * @param length how many steps an example has when it is filled up
     * @throws IllegalArgumentException if a sequence has no steps or more than that
     */
    public Sequences(Features steps, int[] begins, int length) {
      this.steps = steps;
      this.begins = begins.clone();
      this.length = length;
      if (begins.length < 1 || begins[0] != 0 || begins[begins.length - 1] != steps.count()) {
        throw new IllegalArgumentException("sequences must begin at 0 and end with the last step");
      }
      for (int i = 0; i < count(); i++) {
        if (length(i) < 1 || length(i) > length) {
          throw new IllegalArgumentException(
              "sequence "
                  + (i + 1)
                  + " has "
                  + length(i)
                  + " steps; it must have at least 1 and at most "
                  + length);
        }
      }
    }

    /** The same filled up to the longest of them. */
    static Sequences of(Features steps, int[] begins) {
      int longest =
          IntStream.range(1, begins.length).map(i -> begins[i] - begins[i - 1]).max().orElse(1);
      return new Sequences(steps, begins, longest);
    }

    /**
     * The same filled up to another length.
     *
     * @throws IllegalArgumentException if a sequence has more steps
     */
    public Sequences withLength(int newLength) {
      return new Sequences(steps, begins, newLength);
    }

    @Override
    public int count() {
      return begins.length - 1;
    }

    @Override
    public int width() {
      return length * steps.width();
    }

    /** How many steps an example has when it is filled up. */
    public int length() {
      return length;
    }

    /** How many steps a sequence has. */
    public int length(int example) {
      return begins[example + 1] - begins[example];
    }

    /** The number of a sequence's first step among all; for one more than the last, of all. */
    public int begin(int example) {
      return begins[example];
    }

    /** The steps of all sequences, each as an example of its own. */
    public Features steps() {
      return steps;
    }

    @Override
    public double at(int example, int column) {
      int step = column / steps.width();
      return step < length(example) ? steps.at(begins[example] + step, column % steps.width()) : 0;
    }

    @Override
    public void copy(int example, Storage target, int offset) {
      int filled = length(example) * steps.width();
      for (int step = 0; step < length(example); step++) {
        steps.copy(begins[example] + step, target, offset + step * steps.width());
      }
      target.clear(offset + filled, width() - filled);
    }

    @Override
    public Sequences select(int[] examples) {
      int[] selected = new int[examples.length + 1];
      for (int i = 0; i < examples.length; i++) {
        selected[i + 1] = selected[i] + length(examples[i]);
      }
      return new Sequences(steps.select(steps(examples)), selected, length);
    }

    /** The numbers of all steps of some sequences. */
    int[] steps(int[] examples) {
      return Arrays.stream(examples)
          .flatMap(example -> IntStream.range(begins[example], begins[example + 1]))
          .toArray();
    }
  }

  private static int divide(int length, int width) {
    if (width < 1 || length % width != 0) {
      throw new IllegalArgumentException(length + " values are not rows of " + width);
    }
    return length / width;
  }
}
