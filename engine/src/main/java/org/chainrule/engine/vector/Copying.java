package org.chainrule.engine.vector;

import org.chainrule.graph.Storage;

/**
 * Moving numbers about. Everywhere {@code x} is read from position {@code xo} on and {@code z}
 * written from {@code zo} on; ranges do not overlap.
 */
public interface Copying<A> {
  /** An array of this many zeros. */
  A allocate(int size);

  /** An array seen as numbers, not copied. */
  Storage storage(A array);

  /** z = x. */
  void copy(A x, int xo, A z, int zo, int n);

  /** All n of z become the number. */
  void fill(double number, A z, int zo, int n);

  /** All n of z become the first of x. */
  void repeat(A x, int xo, A z, int zo, int n);

  /** z = x, neighbours {@code xs} and {@code zs} apart. */
  void copy(A x, int xo, int xs, A z, int zo, int zs, int n);

  /** z = z + x, neighbours {@code xs} and {@code zs} apart. */
  void add(A x, int xo, int xs, A z, int zo, int zs, int n);

  /** Element (r, c) of z becomes (c, r) of x; rows are {@code xs} and {@code zs} apart. */
  void transpose(A x, int xo, int xs, A z, int zo, int zs, int rows, int columns);

  /** One number of x. */
  double get(A x, int position);
}
