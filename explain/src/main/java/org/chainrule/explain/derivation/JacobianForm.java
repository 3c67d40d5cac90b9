package org.chainrule.explain.derivation;

import java.util.Map;
import org.chainrule.graph.Expr;
import org.chainrule.graph.Notation;
import org.chainrule.graph.Tensor;

/** A Jacobian in writing: as a matrix, or one element by its indices. */
interface JacobianForm {
  /** The formula. */
  <F> F write(Notation<F> notation, Writer<F> writer);

  /** Whether it has this value where its variables and symbols have those. */
  boolean equals(Tensor expected, Map<Expr, Tensor> values);

  /** Whether two numbers are equal but for rounding. */
  static boolean equal(double a, double b, double scale) {
    return Math.abs(a - b) <= Verification.EQUAL * (1 + scale);
  }
}
