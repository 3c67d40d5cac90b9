package org.chainrule.engine.plan;

import org.chainrule.engine.vector.Kernels;
import org.chainrule.engine.vector.Mapping.Binary;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Shape;
import org.chainrule.graph.op.ArgMax;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Sum;

/**
 * A reduction over neighbouring axes: [outer, length, inner] to [outer, inner].
 *
 * @param from the numbers
 * @param to the result
 */
record Reduction<A>(
    Kernels<A> kernels, Reduce op, int outer, int length, int inner, View<A> from, View<A> to)
    implements Instruction {

  static <A> Reduction<A> of(Kernels<A> kernels, Reduce op, Expr input, View<A> from, View<A> to) {
    Shape shape = input.shape();
    int first = op.axes().isEmpty() ? 0 : op.axes().getFirst();
    int last = first + op.axes().size();
    return new Reduction<>(
        kernels,
        op,
        shape.range(0, first).elements(),
        shape.range(first, last).elements(),
        shape.range(last, shape.rank()).elements(),
        from,
        to);
  }

  @Override
  public void run() {
    for (int i = 0; i < outer; i++) {
      int x = from.start() + i * length * inner;
      int z = to.start() + i * inner;
      switch (op) {
        case Sum _ when inner == 1 ->
            kernels.reducing().sum(from.array(), x, length, to.array(), z);
        case Max _ when inner == 1 ->
            kernels.reducing().max(from.array(), x, length, to.array(), z);
        case Sum _ -> accumulate(Binary.ADD, 0, x, z);
        case Max _ -> accumulate(Binary.MAXIMUM, Double.NEGATIVE_INFINITY, x, z);
        case ArgMax _ -> argMax(x, z);
        case LogSumExp _ -> throw new IllegalStateException("logSumExp was to be rewritten");
      }
    }
  }

  /** Line by line: the lines of the input are as long as the result. */
  private void accumulate(Binary f, double neutral, int x, int z) {
    kernels.copying().fill(neutral, to.array(), z, inner);
    for (int line = 0; line < length; line++) {
      kernels
          .mapping()
          .binary(f, to.array(), z, from.array(), x + line * inner, to.array(), z, inner);
    }
  }

  private void argMax(int x, int z) {
    for (int i = 0; i < inner; i++) {
      kernels.reducing().argMax(from.array(), x + i, inner, length, to.array(), z + i);
    }
  }
}
