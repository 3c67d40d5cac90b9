package org.chainrule.engine.vector;

/**
 * Many numbers to one. Reads n numbers of {@code x} from position {@code xo} on and writes one
 * number of {@code z} at {@code zo}.
 */
public interface Reducing<A> {
  /** The sum, in an order that depends on n only; 0 for none. */
  void sum(A x, int xo, int n, A z, int zo);

  /** The largest; −∞ for none, NaN if any is. */
  void max(A x, int xo, int n, A z, int zo);

  /** The place of the largest of numbers {@code xs} apart, the first of several; NaN is largest. */
  void argMax(A x, int xo, int xs, int n, A z, int zo);
}
