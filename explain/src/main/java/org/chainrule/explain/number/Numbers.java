package org.chainrule.explain.number;

import java.util.List;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.op.Elementwise;

/** Numbers that a whole graph can be evaluated over. */
public interface Numbers<T> extends Arithmetic<T> {
  /** The value of an elementwise op; by default as the op itself says. */
  default T apply(Elementwise op, List<T> inputs) {
    return op.value(this, inputs);
  }

  /** The larger of two. */
  default T larger(T a, T b) {
    return ifLess(a, b, b, a);
  }

  /** {@code ln Σ eˣ} of at least one number. */
  default T logSumExp(List<T> numbers) {
    T shift = numbers.stream().reduce(this::larger).orElseThrow();
    T sum = numbers.stream().map(x -> exp(subtract(x, shift))).reduce(this::add).orElseThrow();
    return add(shift, log(sum));
  }

  /**
   * The row of a table that a number names.
   *
   * @throws ArithmeticException if it is none of {@code 0 … rows − 1} for certain
   */
  int row(T number, int rows);
}
