package org.chainrule.explain.derivation;

import java.util.List;
import org.chainrule.graph.Expr;

/**
 * A quantity and what it is equal to, step by step.
 *
 * @param left the quantity
 * @param lines what it is equal to, each with the rule that leads there
 */
record Equation(Expr left, List<Line> lines) {
  /** One step: the rule and what it gives. */
  record Line(String rule, Expr right) {}

  Equation {
    lines = List.copyOf(lines);
  }
}
