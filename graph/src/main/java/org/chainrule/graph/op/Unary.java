package org.chainrule.graph.op;

import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/** A function of one number, applied place by place. */
public sealed interface Unary extends Elementwise
    permits Absolute,
        Arccos,
        Arcsin,
        Arctan,
        Cos,
        CubeRoot,
        Elu,
        Erf,
        Exp,
        Expm1,
        LeakyRelu,
        Log,
        Log1p,
        Negate,
        Power,
        Relu,
        Sigmoid,
        Sign,
        Sin,
        Softplus,
        Tanh {

  /** y = f(x). */
  <T> T value(Arithmetic<T> a, T x);

  /** dy/dx as a graph of x and y. */
  Expr derivative(Expr x, Expr y);

  /** f(x) in writing. */
  default <F> F notation(Notation<F> notation, F x) {
    return notation.call(name(), List.of(x));
  }

  @Override
  default int arity() {
    return 1;
  }

  @Override
  default <T> T value(Arithmetic<T> a, List<T> inputs) {
    return value(a, inputs.getFirst());
  }

  @Override
  default Optional<Expr> partial(Expr node, int input) {
    return Optional.of(derivative(node.input(0), node));
  }

  @Override
  default <F> F notation(Notation<F> notation, List<F> operands) {
    return notation(notation, operands.getFirst());
  }
}
