package org.chainrule.explain.derivation;

import java.util.List;
import org.chainrule.graph.Expr;

/**
 * The derivation of ∂J/∂x.
 *
 * @param of x
 * @param wanted whether x is one of those asked for, and not only on the way
 * @param equations the steps; the last equation is that of ∂J/∂x
 * @param local ∂J/∂x in terms of ∂J/∂(later quantities)
 * @param closed ∂J/∂x in terms of forward values alone
 */
record Section(Expr of, boolean wanted, List<Equation> equations, Expr local, Expr closed) {
  Section {
    equations = List.copyOf(equations);
  }
}
