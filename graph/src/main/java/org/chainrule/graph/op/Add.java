package org.chainrule.graph.op;

import java.util.Optional;
import org.chainrule.graph.Arithmetic;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;

/** The sum: y = a + b. */
public record Add() implements Binary {
  @Override
  public <T> T value(Arithmetic<T> m, T a, T b) {
    return m.add(a, b);
  }

  @Override
  public Optional<Expr> partial(Expr node, int input) {
    Expr a = node.input(0);
    Expr b = node.input(1);
    return Optional.of(input == 0 ? Expr.filled(a.shape(), 1) : Expr.filled(b.shape(), 1));
  }

  @Override
  public <F> F notation(Notation<F> notation, F a, F b) {
    return notation.sum(a, b);
  }
}
