package org.chainrule.engine.rewrite;

import static org.chainrule.graph.Functions.abs;
import static org.chainrule.graph.Functions.equal;
import static org.chainrule.graph.Functions.exp;
import static org.chainrule.graph.Functions.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.chainrule.graph.Expr;
import org.chainrule.graph.op.LogSumExp;
import org.chainrule.graph.op.Max;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sum;

/** Rules that write ops in terms of simpler ones. */
final class ExpansionRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("logarithm of a sum", "ln Σ eˣ → m + ln Σ e^(x−m)", ExpansionRules::logSumExp),
          new Rule(
              "leading axes last",
              "Σ over axes 0 and 2 → over 2, then 0",
              ExpansionRules::leadingLast));

  /** Elements from which on a sum is worth sharing out. */
  private static final int LARGE = 1 << 13;

  private ExpansionRules() {}

  /** m + ln Σ e^(x−m) with m = max x; where the largest is infinite, m = 0 gives it back. */
  private static Optional<Expr> logSumExp(Expr node) {
    if (!(node.op() instanceof LogSumExp op)) {
      return Optional.empty();
    }
    Expr x = node.input(0);
    Expr largest = Expr.of(new Max(op.axes()), x);
    Expr infinite = equal(abs(largest), Expr.constant(Double.POSITIVE_INFINITY));
    Expr m = Select.of(infinite, Expr.constant(0), largest);
    Expr shifted = exp(x.minus(op.spread(m, x.shape())));
    return Optional.of(log(Expr.of(new Sum(op.axes()), shifted)).plus(m));
  }

  /**
   * A sum over the leading axes and others apart from them as two, the leading axes last, so that
   * threads can share the first one.
   */
  private static Optional<Expr> leadingLast(Expr node) {
    if (!(node.op() instanceof Sum op) || node.input(0).shape().elements() < LARGE) {
      return Optional.empty();
    }
    List<Integer> leading = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (int axis : op.axes()) {
      (axis == leading.size() ? leading : others).add(axis);
    }
    if (leading.isEmpty() || others.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Expr.of(new Sum(leading), Expr.of(new Sum(others), node.input(0))));
  }
}
