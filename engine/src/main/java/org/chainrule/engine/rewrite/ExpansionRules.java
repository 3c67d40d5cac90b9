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
import org.chainrule.graph.op.Reduce;
import org.chainrule.graph.op.Select;
import org.chainrule.graph.op.Sum;

/** Rules that write ops in terms of simpler ones. */
final class ExpansionRules {
  static final List<Rule> ALL =
      List.of(
          new Rule("logarithm of a sum", "ln Σ eˣ → m + ln Σ e^(x−m)", ExpansionRules::logSumExp),
          new Rule("axes in runs", "Σ over axes 0 and 2 → over 2, then 0", ExpansionRules::inRuns));

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

  /** One reduction for every run of neighbouring axes, the last run first. */
  private static Optional<Expr> inRuns(Expr node) {
    if (!(node.op() instanceof Sum || node.op() instanceof Max)) {
      return Optional.empty();
    }
    Reduce op = (Reduce) node.op();
    List<Integer> left = new ArrayList<>(op.axes());
    Expr result = node.input(0);
    while (!left.isEmpty()) {
      List<Integer> run = new ArrayList<>(List.of(left.removeLast()));
      while (!left.isEmpty() && left.getLast() == run.getFirst() - 1) {
        run.addFirst(left.removeLast());
      }
      result = Expr.of(op.over(run), result);
    }
    return Optional.of(result);
  }
}
