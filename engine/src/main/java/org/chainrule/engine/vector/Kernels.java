package org.chainrule.engine.vector;

import org.chainrule.graph.Storage;

/**
 * The loops that plans are made of, over arrays of one precision.
 *
 * @param <A> {@code float[]} or {@code double[]}
 * @param copying moving numbers about
 * @param mapping functions place by place
 * @param reducing many numbers to one
 * @param multiplying products of matrices
 */
public record Kernels<A>(
    Copying<A> copying, Mapping<A> mapping, Reducing<A> reducing, Multiplying<A> multiplying) {

  /** The loops over IEEE 754 binary32 numbers. */
  public static Kernels<float[]> float32() {
    return new Kernels<>(
        new CopyingFloat32(),
        new MappingFloat32(),
        new ReducingFloat32(),
        new MultiplyingFloat32());
  }

  /** The loops over IEEE 754 binary64 numbers. */
  public static Kernels<double[]> float64() {
    return new Kernels<>(
        new CopyingFloat64(),
        new MappingFloat64(),
        new ReducingFloat64(),
        new MultiplyingFloat64());
  }

  /** An array of this many zeros. */
  public A allocate(int size) {
    return copying.allocate(size);
  }

  /** An array seen as numbers, not copied. */
  public Storage storage(A array) {
    return copying.storage(array);
  }
}
