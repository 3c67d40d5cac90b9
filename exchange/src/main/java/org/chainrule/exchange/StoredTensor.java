package org.chainrule.exchange;

import java.util.List;

/** A named array of a {@link Safetensors} file, the last axis fastest. */
@SuppressWarnings("ArrayRecordComponent") // Too large to copy; nobody compares whole tensors.
public sealed interface StoredTensor {
  /** Its name, unique in a file. */
  String name();

  /** Its shape; empty for a single number. */
  List<Integer> shape();

  /** How many values it has. */
  int size();

  /**
   * A tensor of float32.
   *
   * @param values kept, not copied
   */
  record Float32(String name, List<Integer> shape, float[] values) implements StoredTensor {
    /**
     * Checks the number of values.
     *
     * @throws IllegalArgumentException if it is not that of the shape
     */
    public Float32 {
      shape = List.copyOf(shape);
      check(name, shape, values.length);
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  /**
   * A tensor of float64.
   *
   * @param values kept, not copied
   */
  record Float64(String name, List<Integer> shape, double[] values) implements StoredTensor {
    /**
     * Checks the number of values.
     *
     * @throws IllegalArgumentException if it is not that of the shape
     */
    public Float64 {
      shape = List.copyOf(shape);
      check(name, shape, values.length);
    }

    @Override
    public int size() {
      return values.length;
    }
  }

  private static void check(String name, List<Integer> shape, int size) {
    long product = 1;
    for (int extent : shape) {
      product = extent < 0 ? -1 : Math.multiplyExact(product, (long) extent);
    }
    if (shape.stream().anyMatch(extent -> extent < 0) || product != size) {
      throw new IllegalArgumentException(
          "tensor " + name + " of shape " + shape + " does not have " + size + " values");
    }
  }
}
